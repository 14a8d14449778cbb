#!/usr/bin/env bash
# 10,000 checks a second in an open loop while another version is activated each second through the admin API. Neighbouring versions differ
# in the verdicts of a third of the callers. Fails (exit 1) if a check fails, if a verdict is not that of the version which the
# answer names, or if an older version answers what was asked after a newer one had answered.
#
#   load-tests/activations.sh            60 s at 10,000 a second, on a machine that does nothing else
#   load-tests/activations.sh --quick    5 s at 1,000 a second
#
# Needs two cores, the .NET SDK and curl. RATE, DURATION (seconds, at most 90), RULES (1000), SEED (1), TIMEOUT (1s: how long an answer is waited for), SETTINGS (more of the service's), SERVER_CORE (0)
# and CLIENT_CORE (1) can be set too; SERVER_CORE=0,1 lets the service have both cores.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=load-tests/measure.sh
. load-tests/measure.sh
# shellcheck source=load-tests/versions.sh
. load-tests/versions.sh

case "${1:-}" in
  '') rate=${RATE:-10000} duration=${DURATION:-60} ;;
  --quick) rate=${RATE:-1000} duration=${DURATION:-5} ;;
  *) sed -n '2,/^set /p' "$0" | sed '$d; s/^# \{0,1\}//'; exit 2 ;;
esac
# A journal keeps a hundred versions.
[ "$duration" -le 90 ] || fail "DURATION is 90 at most: each second has a version of its own"
rules=${RULES:-1000}

main() {
  need_tools curl=curl taskset=util-linux tar=tar dotnet=dotnet-sdk-10.0
  need_two_cores
  build_release src/Authz.Service load-tests/LoadGenerator
  generate_two "$rules"
  start_service
  publish_all
  run
  judge
}

start_service() {
  local port admin
  port=$(free_port) admin=$(free_port)
  start authz "$port" "$server_core" dotnet "$service" --source journal --data "$work/data" --listen "127.0.0.1:$port" --admin "127.0.0.1:$admin" "${settings[@]}"
  admin_of[authz]=$admin
  await authz 60
  token_from authz "$work/data"
}

publish_all() {
  local number
  say "Publishing $((duration + 1)) versions"
  for ((number = 1; number <= duration + 1; number++)); do publish authz "$number"; done
  activate authz 1 || fail "version 1 cannot be activated: $(cat "$work/activation.json")"
  await_version authz 1 60
}

run() {
  local number start
  say "$rate checks a second for $duration s, and an activation each second"
  load_against load "${port_of[authz]}" "$rate" "${duration}s" "$versions" --pid "${pid_of[authz]}" --timeout "${TIMEOUT:-1s}"
  sleep 2.2 # its start and its warm-up
  start=$(date +%s%3N)
  activated=1
  for ((number = 2; number <= duration; number++)); do
    kill -0 "${pid_of[load]}" 2> /dev/null || break
    if activate authz "$number"; then activated=$number; else miss "the activation of version $number is refused: $(cat "$work/activation.json")"; fi
    progress "version $number of $duration"
    sleep "$(awk -v due=$((start + (number - 1) * 1000)) -v now="$(date +%s%3N)" 'BEGIN { d = (due - now) / 1000; printf "%.3f", (d > 0 ? d : 0) }')"
  done
  progress
  end_of_load load
}

judge() {
  local seen requests changes
  grep -v -e ' K ' "$work/load.report" | grep -v '^version'
  # One that is overtaken while it is compiled answers nothing.
  seen=$(versions_of load)
  [ $((seen * 10)) -ge $((activated * 9)) ] || miss "of $activated versions that were activated only $seen answered"
  # What the two kinds of versions say has to differ, or nothing was compared.
  changes=$(diff <(cut -f 1-2 "$work/whole/requests.tsv") <(cut -f 1-2 "$work/withdrawn/requests.tsv") | grep -c '^<' || true)
  [ "$changes" -gt 0 ] || miss "both kinds of versions have the same verdicts"
  requests=$(($(wc -l < "$work/whole/requests.tsv") - 1))
  verdict_of activations \
    "$(answers_of load) checks by $seen versions, each as the version says that it names; $changes of $requests requests have two verdicts" \
    "\"rate\": $rate, \"seconds\": $duration, \"rules\": $rules, \"activated\": $activated, \"versions\": $seen, \"answers\": $(answers_of load)"
}

main
