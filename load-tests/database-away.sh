#!/usr/bin/env bash
# Three replicas of the service on one real PostgreSQL, checks on each all the time. They follow activations; the database stops as in a crash, one
# replica is killed and started meanwhile and serves its copy; the database comes back; notices are lost, and the poll finds what they
# would have told. Fails (exit 1) if a check fails, if an answer is not what the version that it names says, if an older version answers where a
# newer one had, or if a version comes later than it may.
#
#   load-tests/database-away.sh            20 activations, and three minutes without the database
#   load-tests/database-away.sh --quick    3 activations, and ten seconds
#
# Needs the .NET SDK, curl, Debian's postgresql (or POSTGRES_BIN: the folder of initdb) and no root. AWAY (seconds), ACTIVATIONS, RATE (500 checks a second
# on each replica), RULES (1000), FOLLOW_MAX (1 s: from the answer of the API to the first answer of each replica), ALLOWANCE (0 s more, for a
# busy machine) and TIMEOUT (1s: how long an answer is waited for), SETTINGS (more of the service's) can be set too.
set -euo pipefail
cd "$(dirname "$0")/.."
SERVER_CORE=${SERVER_CORE:-0-$(($(nproc) - 1))}
LOAD_CORES=${LOAD_CORES:-$SERVER_CORE}
# shellcheck source=load-tests/measure.sh
. load-tests/measure.sh
# shellcheck source=load-tests/versions.sh
. load-tests/versions.sh

case "${1:-}" in
  '') away=${AWAY:-180} activations=${ACTIVATIONS:-20} ;;
  --quick) away=${AWAY:-10} activations=${ACTIVATIONS:-3} ;;
  *) sed -n '2,/^set /p' "$0" | sed '$d; s/^# \{0,1\}//'; exit 2 ;;
esac
rate=${RATE:-500}
rules=${RULES:-1000}
follow_max=${FOLLOW_MAX:-1}
allowance=${ALLOWANCE:-0}
# The service's --poll.
poll=5
replicas=(r1 r2 r3)

main() {
  need_tools curl=curl taskset=util-linux tar=tar dotnet=dotnet-sdk-10.0
  build_release src/Authz.Service load-tests/LoadGenerator
  generate_two "$rules"
  start_database
  start_replicas
  publish_all
  start_loads
  follow "$activations"
  lose_database
  find_again
  lose_notices
  judge
}

# ---------------------------------------------------------------- the database

start_database() {
  local answer
  say "Starting PostgreSQL"
  coproc postgres { exec bash tests/Authz.Postgres.Tests/postgres.sh 2> "$work/postgres.err"; }
  # bash forgets the ends once it has ended.
  from_postgres=${postgres[0]} to_postgres=${postgres[1]}
  read -r answer socket socket_port <&"$from_postgres" || fail "$(cat "$work/postgres.err")"
  [ "$answer" = ready ] || fail "PostgreSQL does not start: $answer"
  (umask 077; echo "Host=$socket;Port=$socket_port;Database=postgres;Username=postgres" > "$work/connection")
  psql=${POSTGRES_BIN:-$(printf '%s\n' /usr/lib/postgresql/*/bin | tail -n 1)}/psql
}
order_database() { # ORDER ANSWER
  local answer
  echo "$1" >&"$to_postgres"
  read -r answer <&"$from_postgres"
  [ "$answer" = "$2" ] || fail "PostgreSQL does not $1: $(cat "$work/postgres.err")"
}
sql() { "$psql" -X -q -t -A -v ON_ERROR_STOP=1 -h "$socket" -p "$socket_port" -U postgres -d postgres -c "$1"; }

# ---------------------------------------------------------------- replicas and their loads

start_replica() { # NAME
  start "$1" "${port_of[$1]}" "$server_core" dotnet "$service" --source postgres --postgres "$work/connection" --data "$work/data-$1" \
    --replica "$1" --listen "127.0.0.1:${port_of[$1]}" --admin "127.0.0.1:${admin_of[$1]}" --poll "${poll}s" "${settings[@]}"
}
start_replicas() {
  local name
  say "Starting three replicas"
  for name in "${replicas[@]}"; do
    port_of[$name]=$(free_port) admin_of[$name]=$(free_port)
    start_replica "$name"
  done
  for name in "${replicas[@]}"; do
    await "$name" 60
    token_from "$name" "$work/data-$name"
  done
}
publish_all() {
  local number
  last=$((activations + 4))
  say "Publishing $last versions"
  for ((number = 1; number <= last; number++)); do publish r1 "$number"; done
  activate r1 1 || fail "version 1 cannot be activated: $(cat "$work/activation.json")"
  await_version r1 1 60
}
load_on() { # REPLICA LOAD LIST
  load_against "$2" "${port_of[$1]}" "$rate" 1h "$3" --pid "${pid_of[$1]}" --timeout "${TIMEOUT:-1s}" --connections 4
}
start_loads() {
  say "$rate checks a second on each replica"
  for name in "${replicas[@]}"; do load_on "$name" "load-$name" "$versions"; done
  sleep 3 # their start and their warm-up
}
end_load() { # LOAD
  kill -TERM "${pid_of[$1]}" 2> /dev/null || true
  end_of_load "$1"
}

# ---------------------------------------------------------------- what happens

current=1
# When the API answered that a version is active, and what may be waited for it.
note_activation() { # ALLOWED-SECONDS WHAT
  current=$((current + 1))
  echo "$current $(now_of_day) $1 $2" >> "$work/activations"
}
activate_next() { # ALLOWED-SECONDS WHAT
  activate r1 $((current + 1)) || { miss "version $((current + 1)) cannot be activated: $(cat "$work/activation.json")"; return; }
  note_activation "$1" "$2"
}
follow() { # COUNT
  local count
  say "$1 activations"
  for ((count = 0; count < $1; count++)); do
    activate_next "$follow_max" activation
    sleep 1.5
  done
}

lose_database() {
  say "The database is away for $away s"
  order_database stop stopped
  sleep 1
  if API_SECONDS=30 activate r1 $((current + 1)); then miss "an activation is taken while the database is away"; fi
  grep -q '"status":503' "$work/activation.json" || miss "an activation while the database is away is not refused as unavailable: $(cat "$work/activation.json")"
  sleep $((away / 2))
  restart_in_the_middle
  sleep $((away / 2))
  for name in "${replicas[@]}"; do
    curl -s "http://127.0.0.1:${admin_of[$name]}/readyz" > "$work/readyz" || true
    grep -q '"ready":true.*cannot be asked' "$work/readyz" || miss "$name is not ready, or does not say that the database is away: $(cat "$work/readyz")"
  done
}
restart_in_the_middle() {
  end_load load-r3
  kill -KILL "${pid_of[r3]}"
  wait "${pid_of[r3]}" 2> /dev/null || true
  start_replica r3
  await r3 60
  # It may answer by nothing that is older than what it had.
  sed -n "${current},\$p" "$versions" > "$work/versions-again.tsv"
  await_copy
  load_on r3 load-r3-again "$work/versions-again.tsv"
  sleep 3
}
# A check before it has its copy is an error, and no older version: the listener is there first.
await_copy() {
  local until=$((SECONDS + 30))
  until curl -s "http://127.0.0.1:${admin_of[r3]}/readyz" | grep -q '"ready":true'; do
    [ "$SECONDS" -lt "$until" ] || { tail -n 20 "$work/r3.log" >&2; miss "r3 serves no copy 30 s after its start"; return; }
    sleep 0.1
  done
}

find_again() {
  local until=$((SECONDS + 30))
  say "The database is back"
  order_database start started
  until activate r1 $((current + 1)); do
    [ "$SECONDS" -lt "$until" ] || { miss "no activation is taken 30 s after the database is back: $(cat "$work/activation.json")"; return; }
    sleep 0.2
  done
  # The others may have learned of its return by nothing but their polls.
  note_activation $((poll + follow_max)) "database back"
  sleep $((poll + 2))
}

lose_notices() {
  say "Notices are lost"
  # A change that nobody is told: the triggers of this session do not fire.
  sql "set session_replication_role = replica;
    insert into authz.activations (epoch, digest, activated_at, activated_by, reason, is_pinned)
    select (select max(epoch) + 1 from authz.activations), digest, now(), 'by hand', 'nobody is told', false from authz.versions where number = $((current + 1))"
  note_activation $((poll + follow_max)) "no notice"
  sleep $((poll + 2))
  [ "$(sql "select count(pg_terminate_backend(pid)) from pg_stat_activity where query ilike 'listen %'")" -ge 3 ] || miss "not every replica listened"
  activate_next $((poll + follow_max)) "listeners gone"
  sleep $((poll + 2))
  for name in r1 r2; do end_load "load-$name"; done
  end_load load-r3-again
}

# ---------------------------------------------------------------- the verdict

judge() {
  local number at allowed what name load first late total=0 worst=0 checks=0
  echo
  printf '%8s %-16s %9s %9s %9s   %s\n' version after r1 r2 r3 'seconds from the answer of the API to the first answer by it'
  while read -r number at allowed what; do
    printf '%8s %-16s' "$number" "$what"
    for name in "${replicas[@]}"; do
      load=load-$name
      if [ "$name" = r3 ] && [ "$number" -gt $((activations + 1)) ]; then load="load-r3-again"; fi
      first=$(first_answer "$load" "$(name_of "$number")")
      if [ -z "$first" ]; then
        printf ' %9s' never
        miss "version $number never answered on $name"
        continue
      fi
      late=$(elapsed "$at" "$first")
      printf ' %9s' "$late"
      at_most "$late" "$(awk -v a="$allowed" -v b="$allowance" 'BEGIN { print a + b }')" || echo "$name $number $late $allowed" >> "$work/late"
      [ "$what" != activation ] || at_most "$late" "$worst" || worst=$late
    done
    echo
    total=$((total + 1))
  done < "$work/activations"
  if [ -e "$work/late" ]; then
    while read -r name number late allowed; do miss "$name follows version $number $late s after its activation, more than $allowed s"; done < "$work/late"
  fi
  for load in load-r1 load-r2 load-r3 load-r3-again; do checks=$((checks + $(answers_of "$load"))); done
  echo
  verdict_of database-away \
    "$checks checks on three replicas, $away s of them without the database; each of $activations activations answered everywhere within $worst s" \
    "\"rate\": $rate, \"away_seconds\": $away, \"rules\": $rules, \"activations\": $activations, \"followed_within_seconds\": $worst, \"allowance_seconds\": $allowance, \"answers\": $checks"
}

main
