#!/usr/bin/env bash
# Measures the service beside what it stands on and beside its peers, in one interleaved run, prints the ratios, and fails
# (exit 1) where one misses its target. What is measured how, and what each row means: load-tests/README.md, "Compare".
#
#   load-tests/compare.sh            everything: a quarter of an hour, on a machine that does nothing else
#   load-tests/compare.sh --quick    one short round; verdicts are checked, nothing is gated
#
# Needs two cores, the .NET SDK, h2load and curl. Peers join where they are given:
#   OPA_BIN       a program `OPA_BIN PORT RULES...` that answers Check from data.envoy.authz.allow
#   GO_NOOP_BIN   a program `GO_NOOP_BIN PORT`: grpc-go, answers every Check with OK
#   CERBOS_BIN    the Cerbos server
# ROUNDS (9), RULES (10000), SEED (1), SERVER_CORE (0), CLIENT_CORE (1), RELOAD_ROUNDS (7) and RELOAD_SECONDS (15) can be set too.
set -euo pipefail
cd "$(dirname "$0")/.."
command_line="$0 $*"
# shellcheck source=load-tests/measure.sh
. load-tests/measure.sh
# shellcheck source=load-tests/targets.sh
. load-tests/targets.sh

quick=
case "${1:-}" in
  '') ;;
  --quick) quick=1 ;;
  *) sed -n '2,/^set /p' "$0" | sed '$d; s/^# \{0,1\}//'; exit 2 ;;
esac
rounds=${ROUNDS:-${quick:+1}}
rounds=${rounds:-9}
rules=${RULES:-10000}
reload_rounds=${RELOAD_ROUNDS:-7}
reload_seconds=${RELOAD_SECONDS:-15}
# CPU that one measured run is to use: 150 ticks of 10 ms, so that a tick more or less is no percent.
run_seconds=${quick:+0.2}
run_seconds=${run_seconds:-1.5}

bin=artifacts/bin
service=$bin/Authz.Service/release/Authz.Service.dll
generator=$bin/Authz.LoadGenerator/release/Authz.LoadGenerator.dll
workloads=$work/workloads

results=load-tests/results/compare-$(date -u +%Y%m%dT%H%M%SZ).jsonl
mkdir -p load-tests/results
record() { echo "$1" >> "$results"; }

main() {
  need_tools h2load=nghttp2-client curl=curl taskset=util-linux dotnet=dotnet-sdk-10.0
  need_two_cores
  build
  generate
  start_servers
  check_verdicts
  measure_rounds
  print_servers
  gate_ratios
  gate_allocation
  gate_resident
  stop_all
  if [ -z "$quick" ]; then
    gate_reload
    gate_start
    gate_in_process
  fi
  finish
}

# ---------------------------------------------------------------- what is compared

# An entry is a server and the requests that it gets. Two entries may share a server.
entries=()
declare -A server=() mix=() asked=() label=() count=()
entry() { # ENTRY SERVER MIX all|peers|cerbos|nothing LABEL
  entries+=("$1")
  server[$1]=$2 mix[$1]=$3 asked[$1]=$4 label[$1]=$5 count[$1]=64
}
path() { if [ "$1" = cerbos ]; then echo "$cerbos_path"; else echo "$check_path"; fi; }
# A server that decides nothing gets the same requests as those that do.
allowed_frames() { frames "${mix[$1]}" allowed "${asked[$1]/nothing/all}"; }
has() { [ -n "${server[$1]:-}" ]; }

build() {
  say "Building"
  local project
  for project in src/Authz.Service load-tests/LoadGenerator load-tests/Baselines/{FixedAnswer,EmptyApp,AllocationProbe}; do
    dotnet build "$project" -c Release -v quiet --nologo > "$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 2; }
  done
  publish
  cpp_noop=$(load-tests/Baselines/CppNoop/build.sh 2> "$work/cpp.err") || { note "C++ no-op left out: $(tail -n 1 "$work/cpp.err")"; cpp_noop=; }
}

# As the Dockerfile does: what starts in a container was compiled before (docs/decisions/0161-the-image-is-compiled-ahead.md).
publish() {
  published=$service
  [ -z "$quick" ] || return 0
  local runtime=linux-x64
  [ "$(uname -m)" != aarch64 ] || runtime=linux-arm64
  if dotnet publish src/Authz.Service -c Release -r "$runtime" --self-contained false -p:PublishReadyToRun=true \
    -p:ArtifactsPath="$PWD/artifacts/image" -o artifacts/image/service -v quiet --nologo > "$work/publish.log" 2>&1; then
    published=artifacts/image/service/Authz.Service.dll
  else
    note "start and reloads are those of a build without code compiled ahead: $(grep -m 1 error "$work/publish.log" || tail -n 1 "$work/publish.log")"
  fi
}

# The same rules and seed make the same policies, so one folder of them serves the requests of all mixes.
generate() {
  local mix
  say "Generating policies with $rules rules, and requests"
  if [ -n "${WORKLOADS:-}" ]; then workloads=$WORKLOADS; return; fi
  for mix in allowed refused jwt mixed; do
    dotnet "$generator" generate --workload "$mix" --rules "$rules" --seed "${SEED:-1}" --out "$workloads/$mix" > "$work/generate.log" 2>&1 \
      || { cat "$work/generate.log" >&2; exit 2; }
  done
}

# The frames of a mix whose verdict must be this one. Peers are not asked what they cannot be right about (a route, a token).
frames() { # MIX VERDICT all|peers|cerbos
  awk -F'\t' -v folder="$workloads/$1" -v expected="$2" -v who="$3" -v max=16 '
    NR == 1 { next }
    { number = $1; asked = who == "all" || $6 == "yes" }
    who == "cerbos" && $6 == "yes" { number = peers++ }
    asked && number < max && tolower($2) == expected { print folder (who == "cerbos" ? "/cerbos" : "") "/frame-" number ".bin" }
  ' "$workloads/$1/requests.tsv"
}

# Saturated on purpose: a check that waited for a busy machine must not turn into an error, which is another answer.
patient=(--check-deadline 10s)
start_service() { # NAME CORES POLICIES [SETTINGS...]
  local name=$1 cores=$2 policies=$3 port
  shift 3
  port=$(free_port)
  DOTNET_STARTUP_HOOKS=$PWD/$bin/AllocationProbe/release/AllocationProbe.dll ALLOCATION_PROBE_FILE=$work/$name.allocated \
    start "$name" "$port" "$cores" dotnet "${program:-$service}" --policies "$policies" --listen "127.0.0.1:$port" "$@"
}

start_servers() {
  local port
  say "Starting the servers on core $server_core"
  port=$(free_port); start fixed "$port" "$server_core" dotnet $bin/FixedAnswer/release/FixedAnswer.dll "$port"
  entry fixed fixed allowed nothing "Kestrel, fixed answer"
  start_service authz "$server_core" "$workloads/allowed/policies" "${patient[@]}"
  entry authz authz allowed all "AuthzService"
  entry jwt authz jwt all "AuthzService, JWT callers"
  if dotnet "$service" --help | grep -q -e '--decision-log '; then
    start_service authz-log "$server_core" "$workloads/allowed/policies" "${patient[@]}" --decision-log "$work/decisions.log"
    entry log authz-log allowed all "AuthzService, decision log on"
  else
    note "the service has no --decision-log: no row with the log on"
  fi
  if [ -n "$cpp_noop" ]; then
    port=$(free_port); start cpp "$port" "$server_core" "$cpp_noop" "$port"
    entry cpp cpp allowed nothing "C++ gRPC, no-op"
  fi
  if [ -n "${GO_NOOP_BIN:-}" ]; then
    port=$(free_port); GOMAXPROCS=1 start go "$port" "$server_core" "$GO_NOOP_BIN" "$port"
    entry go go allowed nothing "grpc-go, no-op"
  fi
  if [ -n "${OPA_BIN:-}" ]; then
    port=$(free_port); GOMAXPROCS=1 start opa "$port" "$server_core" "$OPA_BIN" "$port" "$workloads/allowed/opa"
    entry opa opa allowed peers "OPA"
  fi
  if [ -n "${CERBOS_BIN:-}" ]; then start_cerbos; fi
  for name in "${!pid_of[@]}"; do await "$name" 180; done
}

start_cerbos() {
  local port
  port=$(free_port)
  GOMAXPROCS=1 start cerbos "$port" "$server_core" "$CERBOS_BIN" server --log-level=error \
    --set=server.grpcListenAddr=127.0.0.1:"$port" --set=server.httpListenAddr=127.0.0.1:"$(free_port)" \
    --set=storage.driver=disk --set=storage.disk.directory="$workloads/allowed/cerbos/policies" --set=storage.disk.watchForChanges=false \
    --set=audit.enabled=false --set=telemetry.disabled=true
  entry cerbos cerbos allowed cerbos "Cerbos"
}

# ---------------------------------------------------------------- verdicts first

# Every request that will be measured is asked once before, so that nobody is praised for a fast wrong answer.
declare -A answer_length=()
check_verdicts() {
  local entry frame asked_count=0
  for entry in "${entries[@]}"; do
    for frame in $(allowed_frames "$entry"); do
      expect_verdict "$entry" "$frame" allowed
      asked_count=$((asked_count + 1))
    done
    [ "${asked[$entry]}" != nothing ] || continue
    for frame in $(frames refused refused "${asked[$entry]}"); do
      expect_verdict "$entry" "$frame" refused
      asked_count=$((asked_count + 1))
    done
  done
  say "Verdicts: $asked_count requests, each answered as it must be"
}
# An error is no verdict: the service listens before it has its policies, and says so.
verdict_when_ready() { # SERVER PATH FRAME
  local got until=$((SECONDS + 60))
  while got=$(verdict "${port_of[$1]}" "$2" "$3"); [[ $got = error* ]] && [ "$SECONDS" -lt "$until" ]; do sleep 0.02; done
  echo "$got"
}
expect_verdict() { # ENTRY FRAME allowed|refused
  local got
  got=$(verdict_when_ready "${server[$1]}" "$(path "$1")" "$2")
  [ "${got% *}" = "$3" ] \
    || { od -An -tx1c "$work/answer" | head -n 8 >&2; fail "${label[$1]} answers \`${got% *}\` to $(basename "$2"), which is to be $3"; }
  answer_length[$1:$2]=${got#* }
}

# ---------------------------------------------------------------- rounds

measure_rounds() {
  local entry round i
  record "{\"row\": \"run\", \"command\": \"$command_line\", \"at\": \"$(date -u +%FT%TZ)\", \"commit\": \"$(commit)\", \"machine\": \"$(machine)\", \"rules\": $rules, \"rounds\": $rounds}"
  for entry in "${entries[@]}"; do warm_up "$entry"; done
  for entry in authz authz-log; do probe_allocation "$entry"; done
  for ((round = 1; round <= rounds; round++)); do
    # Each round begins with another server: whatever the place in a round does, it does to all.
    for ((i = 0; i < ${#entries[@]}; i++)); do
      entry=${entries[(i + round - 1) % ${#entries[@]}]}
      progress "round $round of $rounds: ${label[$entry]}"
      run "$entry" "$round"
    done
  done
  progress
  for entry in authz authz-log; do probe_allocation "$entry"; done
}

# Until code is compiled for good, and to learn how many requests a run needs.
warm_up() { # ENTRY
  local times
  progress "warm-up: ${label[$1]}"
  while :; do
    run "$1" 0
    at_most "$run_seconds" "$run_cpu" && break
    # The last step is to arrive, not to overshoot.
    count[$1]=$(awk -v n="${count[$1]}" -v cpu="$run_cpu" -v want="$run_seconds" \
      'BEGIN { k = cpu > want / 10 ? 1.05 * want / cpu : 8; printf "%d", n * k + 1 }')
  done
  for ((times = 0; times < ${quick:+1}${quick:-3}; times++)); do run "$1" 0; done
}

# One run of h2load, and what it cost the server; round 0 is kept nowhere.
run() { # ENTRY ROUND
  local entry=$1 round=$2 process=${pid_of[${server[$1]}]} before after per_second all frame
  mapfile -t all < <(allowed_frames "$entry")
  frame=${all[round % ${#all[@]}]}
  before=$(ticks "$process")
  per_second=$(load "${port_of[${server[$entry]}]}" "$(path "$entry")" "${count[$entry]}" "${answer_length[$entry:$frame]}" -d "$frame" "${grpc_options[@]}") \
    || fail "${label[$entry]}: a run failed"
  after=$(ticks "$process")
  run_cpu=$(divide $((after - before)) "$ticks_per_second")
  if [ "${server[$entry]}" = authz-log ]; then : > "$work/decisions.log"; fi
  [ "$round" != 0 ] || return 0
  local cpu
  cpu=$(awk -v c="$run_cpu" -v n="${count[$entry]}" 'BEGIN { printf "%.3f", c / n * 1e6 }')
  echo "$round $entry $cpu $per_second" >> "$work/rounds"
  record "{\"row\": \"round\", \"round\": $round, \"entry\": \"$entry\", \"requests\": ${count[$entry]}, \"cpu_us\": $cpu, \"per_second\": $per_second, \"frame\": \"$(basename "$frame")\", \"resident_mb\": $(resident_mb "$process")}"
}

of_entry() { awk -v e="$1" -v f="$2" '$2 == e { print $f }' "$work/rounds"; } # ENTRY FIELD
ratios() { # ENTRY OF: one number for each round
  awk -v a="$1" -v b="$2" '$2 == a { x[$1] = $3 } $2 == b { y[$1] = $3 } END { for (r in x) if (y[r] > 0) print x[r] / y[r] }' "$work/rounds"
}

print_servers() {
  local entry
  echo
  say "$(machine): server on core $server_core, h2load on core $client_core, median of $rounds interleaved rounds"
  printf '%32s %s %22s %12s %s %14s\n' '' ' CPU µs a call' '(least - most)' 'calls a s' '     ÷ fixed' 'resident MB'
  for entry in "${entries[@]}"; do
    printf '%s %14.1f %22s %12.0f %12.2f %14s\n' "$(padded "${label[$entry]}" 32)" "$(of_entry "$entry" 3 | median)" \
      "($(of_entry "$entry" 3 | smallest) - $(of_entry "$entry" 3 | largest))" "$(of_entry "$entry" 4 | median)" \
      "$(ratios "$entry" fixed | median)" "$(resident_mb "${pid_of[${server[$entry]}]}")"
  done
  echo
}

finish() {
  local line
  echo
  for line in "${notes[@]}"; do echo "note: $line"; done
  echo "raw results: $results"
  if [ "$missed" -gt 0 ]; then echo "$red$missed targets were missed$plain"; exit 1; fi
}

main
