#!/usr/bin/env bash
# A first figure, not a benchmark: CPU of the service for one check, with h2load (Debian: nghttp2-client).
# The request is one that a real Envoy sent (tests/cases/check); the bundled policies refuse it.
# Service on core 0, load on core 1. Absolute figures move with the machine: compare only within one run.
set -euo pipefail
cd "$(dirname "$0")/.."
capture=${1:-tests/cases/check/35-mtls-spiffe.bin}
requests=${REQUESTS:-200000}
port=${PORT:-9873}

command -v h2load >/dev/null || { echo "h2load is missing: apt-get install nghttp2-client" >&2; exit 2; }
dotnet build src/Authz.Service -c Release -v quiet --nologo
work=$(mktemp -d)
trap 'kill "${pid:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

# gRPC's frame: no compression, and the length of the message in four bytes.
length=$(stat -c %s "$capture")
{ printf '\0'; printf "%08x" "$length" | xxd -r -p; cat "$capture"; } > "$work/frame"

taskset -c 0 dotnet artifacts/bin/Authz.Service/release/Authz.Service.dll \
  --policies policies --listen 127.0.0.1:"$port" > "$work/log" 2>&1 &
pid=$!
until (exec 3<>/dev/tcp/127.0.0.1/"$port") 2>/dev/null; do
  kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
done

ticks() { awk '{ print $14 + $15 }' "/proc/$pid/stat"; }
load() {
  taskset -c 1 h2load -t1 -c8 -m16 -n "$1" -d "$work/frame" \
    -H 'content-type: application/grpc' -H 'te: trailers' \
    "http://127.0.0.1:$port/envoy.service.auth.v3.Authorization/Check"
}
load 60000 > /dev/null
before=$(ticks)
load "$requests" | grep -E '^(finished|requests|status)'
after=$(ticks)
echo "CPU of the service: $(awk -v t=$((after - before)) -v n="$requests" -v hz="$(getconf CLK_TCK)" 'BEGIN { printf "%.1f", t / hz * 1e6 / n }') µs a check, $(awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status") MB resident"
