# shellcheck shell=bash
# shellcheck disable=SC2154,SC2004 # variables of compare.sh and measure.sh
# The targets of compare.sh, one function each, in the order of its report. Sourced by it, not run.

notes=()
missed=0
note() { notes+=("$1"); }

target_header() { printf "$bold%-74s %10s %20s %9s$plain\n" 'target' 'measured' '(least - most)' 'at most'; }
target() { # WHAT LIMIT VALUES...
  local what=$1 limit=$2 value spread verdict colour=
  shift 2
  value=$(printf '%s\n' "$@" | median)
  # Nothing measured must never look like a small figure.
  [[ $value =~ ^[0-9.]+(e[-+]?[0-9]+)?$ ]] || fail "nothing was measured for: $what"
  spread=$(printf '%s\n' "$@" | awk '{ if (NR == 1 || $1 < a) a = $1; if (NR == 1 || $1 > b) b = $1 } END { if (NR > 1) printf "(%.3g - %.3g)", a, b }')
  if [ -n "$quick" ]; then verdict='not gated'
  elif [ "$limit" = - ]; then verdict=beside
  elif at_most "$value" "$limit"; then verdict=met colour=$green
  else verdict=MISSED colour=$red missed=$((missed + 1))
  fi
  printf '%s %10.4g %20s %9s  %s\n' "$(padded "$what" 74)" "$value" "$spread" "$limit" "$colour$verdict$plain"
  record "{\"row\": \"target\", \"what\": \"$what\", \"measured\": $value, \"limit\": \"$limit\", \"verdict\": \"$verdict\"}"
}
target_ratio() { # WHAT LIMIT ENTRY OF
  local values
  if ! has "$3" || ! has "$4"; then return; fi
  mapfile -t values < <(ratios "$3" "$4")
  target "$1" "$2" "${values[@]}"
}

gate_ratios() {
  target_header
  target_ratio "CPU a check, $rules rules ÷ Kestrel's fixed answer" 1.25 authz fixed
  target_ratio "  the same with the decision log on" - log fixed
  target_ratio "CPU a check ÷ C++ gRPC no-op" 0.32 authz cpp
  target_ratio "  the same with the decision log on" - log cpp
  target_ratio "CPU a check ÷ grpc-go no-op" 0.35 authz go
  target_ratio "  the same with the decision log on" - log go
  target_ratio "CPU a check, $rules rules ÷ OPA with the same grants" 0.07 authz opa
  target_ratio "CPU a check, $rules rules ÷ Cerbos with the same grants" 0.01 authz cerbos
  target_ratio "JWT caller with a signature seen before ÷ mTLS caller" 1.3 jwt authz
  has cpp || note "no row for the C++ no-op: it was not built"
  has go || note "no row for grpc-go: GO_NOOP_BIN is not set"
  has opa || note "no row for OPA: OPA_BIN is not set"
  has cerbos || note "no row for Cerbos: CERBOS_BIN is not set"
}

# Asks the probe inside the process; its line is there when the file has grown.
probe_allocation() { # SERVER
  local file=$work/$1.allocated lines tries
  [ -n "${pid_of[$1]:-}" ] || return 0
  touch "$file"
  lines=$(wc -l < "$file")
  kill -USR2 "${pid_of[$1]}"
  for ((tries = 0; tries < 200; tries++)); do
    [ "$(wc -l < "$file")" = "$lines" ] || return 0
    sleep 0.05
  done
  fail "$1 does not tell its allocations"
}
allocated() { # SERVER: bytes a check, over all rounds
  local checks
  checks=$(for entry in "${entries[@]}"; do
    if [ "${server[$entry]}" = "$1" ]; then echo $((${count[$entry]} * rounds)); fi
  done | awk '{ n += $1 } END { print n }')
  awk -v n="$checks" 'NR == 1 { first = $1 } END { print ($1 - first) / n }' "$work/$1.allocated"
}
gate_allocation() {
  if [ -n "${pid_of[authz-log]:-}" ]; then
    target "managed allocation a check, decision log on, bytes" 200 "$(allocated authz-log)"
    target "  the same with the log off" - "$(allocated authz)"
  else
    target "managed allocation a check, bytes" 200 "$(allocated authz)"
  fi
}

gate_resident() { target "resident with $rules rules, after the rounds, MB" 120 "$(resident_mb "${pid_of[authz]}")"; }

# ---------------------------------------------------------------- with changes

# Both cores for both: compiling a version beside the checks is what a second core is for.
gate_reload() {
  local round without_changes values=()
  failed_runs=0
  # As users run it: what a reload runs is compiled ahead, where a build has the runtime compile it between the checks.
  program=$published start_service reload "$server_core,$client_core" "$workloads/allowed/policies"
  await reload 60
  [[ $(verdict_when_ready reload "$check_path" "$(allowed_frames authz | head -n 1)") = allowed* ]] || fail "the service does not get ready"
  # What a process does once - its first change reads every file, and the code of a reload is compiled - is no part of what one change each second costs.
  progress "reload: warming up, with changes"
  open_loop --reload "$workloads/allowed/policies" --every 1s
  for ((round = 1; round <= reload_rounds; round++)); do
    progress "reload: round $round of $reload_rounds, without changes"
    open_loop
    without_changes=$p999
    progress "reload: round $round of $reload_rounds, with changes"
    open_loop --reload "$workloads/allowed/policies" --every 1s
    [ "$versions" -gt 0 ] || fail "the service took no version while its policies changed"
    values+=("$(divide "$p999" "$without_changes")")
    record "{\"row\": \"reload\", \"round\": $round, \"p999_us_without\": $without_changes, \"p999_us_with\": $p999, \"versions\": $versions}"
  done
  progress
  target "p99.9 of 5,000 checks/s, one file changed each second ÷ without" 1.5 "${values[@]}"
  target "  runs of these in which a check failed" 0 "$failed_runs"
  stop reload
}

# One run at a constant rate: p999, in microseconds as waited since each check was due, and versions that came meanwhile.
open_loop() { # [OPTIONS OF LoadGenerator...]
  local before
  before=$(versions_taken)
  taskset -c "$server_core,$client_core" dotnet "$generator" run --target "127.0.0.1:${port_of[reload]}" --from "$workloads/mixed" \
    --rate 5000 --duration "${reload_seconds}s" --warmup 5s --json "$work/open-loop.json" "$@" > "$work/open-loop.log" 2>&1 \
    || case $? in
      1) failed_runs=$((failed_runs + 1)); note "under load: $(grep -m 1 FAILED "$work/open-loop.log")" ;;
      *) tail -n 20 "$work/open-loop.log" >&2; fail "the load generator did not run" ;;
    esac
  p999=$(awk '/"corrected"/ { here = 1 } here && /"p999"/ { gsub(/[^0-9.]/, "", $2); print $2; exit }' "$work/open-loop.json")
  [ -n "$p999" ] || fail "the load generator reports no p99.9"
  versions=$(($(versions_taken) - before))
}
versions_taken() { grep -c 'is in force' "$work/reload.log"; }

# ---------------------------------------------------------------- start

gate_start() {
  local round ours theirs values=()
  for ((round = 1; round <= rounds; round++)); do
    progress "start: round $round of $rounds"
    start_time empty; theirs=$elapsed_ms
    start_time authz; ours=$elapsed_ms
    values+=("$(divide "$ours" "$theirs")")
    record "{\"row\": \"start\", \"round\": $round, \"authz_ms\": $ours, \"empty_ms\": $theirs}"
  done
  progress
  target "start to first answered check, bundled sample ÷ empty ASP.NET Core app" 3 "${values[@]}"
}
start_time() { # empty|authz: milliseconds until the first whole answer, in elapsed_ms
  local port begin frame=$work/first.frame
  port=$(free_port)
  frame_of tests/cases/check/35-mtls-spiffe.bin > "$frame"
  begin=${EPOCHREALTIME/./}
  if [ "$1" = empty ]; then
    start start-time "$port" "$server_core,$client_core" dotnet "$bin"/EmptyApp/release/EmptyApp.dll "$port"
    await start-time 30
    curl -sS --fail -o "$work/answer" "http://127.0.0.1:$port/"
  else
    start start-time "$port" "$server_core,$client_core" dotnet "$published" --policies policies --listen "127.0.0.1:$port"
    await start-time 30
    [[ $(verdict_when_ready start-time "$check_path" "$frame") = refused* ]] || fail "the first check was not refused, as it must be"
  fi
  elapsed_ms=$(divide $((${EPOCHREALTIME/./} - begin)) 1000)
  stop start-time
}

# ---------------------------------------------------------------- in process

gate_in_process() {
  if [ ! -d tests/Authz.Benchmarks ]; then note "no rows in process: tests/Authz.Benchmarks is not there"; return; fi
  echo
  say "In process (tests/Authz.Benchmarks)"
  dotnet run --project tests/Authz.Benchmarks -c Release -- gate || missed=$((missed + 1))
}
