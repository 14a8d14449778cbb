#!/usr/bin/env bash
# Kills the service as `kill -9` does, before each single call by which publishing and activating a version change something on the disk, and starts it
# again; and right after both were acknowledged: what is in force is the old or the new version, whole; what the API had acknowledged is there; no record is damaged. The calls are found by a small library
# that is loaded into the process (load-tests/EndAt). Fails (exit 1) at what is not so.
#
#   load-tests/killed.sh            every call, once each: a start of the service for each of some thirty
#   load-tests/killed.sh --quick    every eighth call
#
# Needs Linux, the .NET SDK, curl and a C compiler. SETTINGS (more of the service's) can be set too.
set -euo pipefail
cd "$(dirname "$0")/.."
SERVER_CORE=${SERVER_CORE:-0-$(($(nproc) - 1))}
# shellcheck source=load-tests/measure.sh
. load-tests/measure.sh
# shellcheck source=load-tests/versions.sh
. load-tests/versions.sh

case "${1:-}" in
  '') stride=1 ;;
  --quick) stride=8 ;;
  *) sed -n '2,/^set /p' "$0" | sed '$d; s/^# \{0,1\}//'; exit 2 ;;
esac
calls_max=500
library=$work/end-at.so
# The system says paths without links.
data=$(realpath "$work")/data

main() {
  need_tools curl=curl cc=gcc tar=tar dotnet=dotnet-sdk-10.0
  cc -shared -fPIC -O2 -o "$library" load-tests/EndAt/end-at.c -ldl
  build_release src/Authz.Service load-tests/LoadGenerator
  generate_two 100
  choose_frame
  port_of[authz]=$(free_port) admin_of[authz]=$(free_port)
  start_service 0
  publish authz 1
  activate authz 1 || fail "version 1 cannot be activated: $(cat "$work/activation.json")"
  in_force=$(digest_in_force) kind=1
  # All files of both kinds but one are kept from now on, so that each change has the same calls.
  publish authz 2
  kill_at_each_call
  stop authz
  judge
}

# One that both kinds of versions answer, and not alike.
choose_frame() {
  local number
  number=$(paste "$work/whole/requests.tsv" "$work/withdrawn/requests.tsv" | awk -F'\t' '$2 == "Allowed" && $8 == "Refused" && $1 < 16 && !found++ { print $1 }')
  [ -n "$number" ] || fail "no request of the first sixteen is answered otherwise by the other version"
  frame=$work/whole/frame-$number.bin
}
verdict_of_kind() { if [ "$1" = 1 ]; then echo allowed; else echo refused; fi; }

start_service() { # CALL
  rm -f "$work/armed"
  END_AT_FOLDER=$data/ END_AT_ARMED=$work/armed END_AT_CALL=$1 LD_PRELOAD=$library \
    start authz "${port_of[authz]}" "$server_core" dotnet "$service" --source journal --data "$data" \
    --listen "127.0.0.1:${port_of[authz]}" --admin "127.0.0.1:${admin_of[authz]}" "${settings[@]}"
  await authz 60
  token_from authz "$data"
}
digest_in_force() { api authz GET /api/v1/status | sed -n 's/.*"inForce":{[^}]*"digest":"\([0-9a-f]*\)".*/\1/p'; }

kill_at_each_call() {
  local call
  calls=0
  stop authz
  for ((call = 1; call <= calls_max; call += stride)); do
    start_service "$call"
    look "$call"
    # bash says itself whom a signal ended.
    change "$call" 2> /dev/null
    if [ ! -s "$work/armed" ]; then
      # There is no such call any more.
      [ "$published$activated" = yesyes ] || miss "without a kill: published $published, activated $activated: $refusal"
      kill_now
      start_service 0
      look "$call"
      return
    fi
    kill_now
    calls=$((calls + 1))
    progress "killed before call $call: $(tr -d '\n' < "$work/armed"); published $published, activated $activated"
    echo "$call $published $activated $(cat "$work/armed")" >> "$work/calls.log"
  done
  fail "after $calls_max calls it still does not end"
}

kill_now() {
  kill -KILL "${pid_of[authz]}" 2> /dev/null || true
  wait "${pid_of[authz]}" 2> /dev/null || true
}

# The other kind of version, and a digest that was never there.
change() { # CALL
  local answer folder number=$((1 + $1 * 2)) other=$((3 - kind))
  if [ "$other" = 2 ]; then number=$((number + 1)); fi
  folder=$(verdicts_of "$number")
  printf 'apiVersion: authz/v1\nkind: Condition\nmetadata: {name: number}\nspec: {when: [{header: {name: x-number, equals: "%s"}}]}\n' "$number" > "$folder/policies/number.yaml"
  published=no activated=no candidate='' candidate_kind=$other
  touch "$work/armed"
  if answer=$(tar -C "$folder/policies" -c . | api authz POST /api/v1/versions -H 'Content-Type: application/x-tar' --data-binary @- 2>> "$work/curl.log"); then
    published=yes candidate=$(member digest <<< "$answer")
    if activate authz "$candidate"; then activated=yes; fi
  fi
  refusal="$answer $(cat "$work/activation.json")"
}
candidate_wins() { in_force=$candidate kind=$candidate_kind; }

# What a start finds.
look() { # CALL
  local found
  found=$(digest_in_force)
  if [ "$1" != 1 ]; then
    if [ "$activated" = yes ]; then
      [ "$found" = "$candidate" ] || miss "call $1: version ${candidate:0:12} was acknowledged as active, and ${found:0:12} is in force"
    elif [ "$found" != "$in_force" ] && [ "$published" != yes ]; then
      miss "call $1: ${found:0:12} is in force, which nobody activated"
    elif [ "$found" != "$in_force" ] && [ "$found" != "$candidate" ]; then
      miss "call $1: ${found:0:12} is in force, neither the old version ${in_force:0:12} nor the new one ${candidate:0:12}"
    fi
    if [ "$published" = yes ]; then
      api authz GET "/api/v1/versions/$candidate" > /dev/null 2>> "$work/curl.log" || miss "call $1: version ${candidate:0:12} was acknowledged and is not there"
    fi
    [ "$found" != "$candidate" ] || candidate_wins
  fi
  api authz GET /api/v1/status | grep -q '"damages":\[\]' || miss "call $1: something is damaged: $(api authz GET /api/v1/status)"
  [ -z "$(find "$data/journal" -name '*.partial')" ] || miss "call $1: half a file was left: $(find "$data/journal" -name '*.partial')"
  await_verdict "$1"
}
# The listener is there before the version is compiled.
await_verdict() { # CALL
  local got until=$((SECONDS + 20))
  while got=$(verdict "${port_of[authz]}" "$check_path" "$frame"); [[ $got = error* ]] && [ "$SECONDS" -lt "$until" ]; do sleep 0.05; done
  [ "${got% *}" = "$(verdict_of_kind "$kind")" ] || miss "call $1: a check is ${got% *}, and not $(verdict_of_kind "$kind") as by the version in force"
}

judge() {
  progress
  echo "calls, and whether the publication had been acknowledged by then:"
  awk '{ printf "%-4s %-12s %s\n", $2, $4, $5 }' "$work/calls.log" | sed 's/[0-9a-f]\{64\}/DIGEST/; s/[0-9]*-[0-9]*\.partial/N.partial/' | uniq -c
  [ "$calls" -ge $((20 / stride)) ] || miss "only $calls calls were found: the library does not see them"
  grep -q ' yes no ' "$work/calls.log" || miss "no kill came between a publication and the answer to its activation"
  verdict_of killed "killed before $calls calls that change the disk, and each time the old or the new version was in force, whole" \
    "\"calls\": $calls, \"stride\": $stride"
}

main
