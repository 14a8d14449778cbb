# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034,SC2004 # what measure.sh set, and what is for those who source it
# What activations.sh, database-away.sh and killed.sh share: workloads of two verdicts, the admin API, lists of versions.
# Sourced behind measure.sh.

bin=artifacts/bin
# Tokens that are seen for the first time are verified one beside another: by default most would be told that there is too much to do, which is
# another answer. More settings come in words.
read -ra settings <<< "--signature-checks-max 64 ${SETTINGS:-}"
generator=$bin/Authz.LoadGenerator/release/Authz.LoadGenerator.dll
service=${SERVICE:-$bin/Authz.Service/release/Authz.Service.dll}
versions=$work/versions.tsv
declare -A admin_of=()

failures=()
miss() { failures+=("$*"); echo "${red}FAILED: $*$plain"; }
# One line for people and one for programs; the exit code says the same.
verdict_of() { # NAME WHAT JSON-MEMBERS
  local line
  line=$(printf '{"test": "%s", "good": %s, "at": "%s", "commit": "%s", "machine": "%s", %s}' \
    "$1" "$([ ${#failures[@]} = 0 ] && echo true || echo false)" "$(date -u +%FT%TZ)" "$(commit)" "$(machine)" "$3")
  mkdir -p load-tests/results
  echo "$line" | tee "load-tests/results/$1-$(date -u +%Y%m%dT%H%M%SZ).jsonl"
  if [ ${#failures[@]} = 0 ]; then echo "${green}good$plain: $2"; return 0; fi
  kept=artifacts/load-tests/$1
  rm -rf "$kept"
  mkdir -p "$kept"
  cp "$work"/*.log "$work"/*.report "$work"/*.json "$kept" 2> /dev/null || true
  echo "${red}not good$plain: ${#failures[@]} failures; logs and reports: $kept"
  exit 1
}

build_release() { # PROJECT...
  local project
  [ -z "${NO_BUILD:-}" ] || return 0
  say "Building"
  for project in "$@"; do
    dotnet build "$project" -c Release -v quiet --nologo > "$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 2; }
  done
}

# The same requests twice: over all rules, and over policies by which every third caller may do nothing.
generate_two() { # RULES
  say "Generating policies with $1 rules, and requests"
  generate "$1" --out "$work/whole"
  generate "$1" --withdraw 3 --out "$work/withdrawn"
}
generate() { # RULES OPTIONS...
  dotnet "$generator" generate --workload mixed --seed "${SEED:-1}" --rules "$@" > "$work/generate.log" 2>&1 || { cat "$work/generate.log" >&2; exit 2; }
}
# Odd versions have all rules, even ones have some callers withdrawn.
verdicts_of() { if [ $(($1 % 2)) = 1 ]; then echo "$work/whole"; else echo "$work/withdrawn"; fi; } # NUMBER

# ---------------------------------------------------------------- the admin API

# Prints the body; what was refused is an error, and the body is in $work/NAME.refused.
api() { # NAME METHOD PATH [OPTIONS OF curl...]
  local name=$1 method=$2 path=$3
  shift 3
  curl -sS --max-time "${API_SECONDS:-20}" --fail-with-body -X "$method" -H "@$work/$name.auth" "$@" "http://127.0.0.1:${admin_of[$name]}$path" \
    || return 1
}
token_from() { # NAME DATA
  (umask 077; printf 'Authorization: Bearer %s\n' "$(awk '!/^#/ { print $3; exit }' "$2/admin.tokens")" > "$work/$1.auth")
}
member() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1; } # NAME: of the JSON on stdin

# Another digest each time, and other verdicts than the one before; each has a line in the list of versions.
publish() { # NAME NUMBER
  local folder answer number digest
  folder=$(verdicts_of "$2")
  printf 'apiVersion: authz/v1\nkind: Condition\nmetadata: {name: number}\nspec: {when: [{header: {name: x-number, equals: "%s"}}]}\n' "$2" > "$folder/policies/number.yaml"
  answer=$(tar -C "$folder/policies" -c . | api "$1" POST "/api/v1/versions?message=number+$2" -H 'Content-Type: application/x-tar' --data-binary @-) \
    || fail "version $2 is refused: $answer"
  number=$(member number <<< "$answer") digest=$(member digest <<< "$answer")
  [ "$number" = "$2" ] || fail "version $2 has the number $number: $answer"
  printf '%s-%s\t%s\n' "$number" "${digest:0:12}" "$folder" >> "$versions"
  sleep 0.05 # 20 calls a second are allowed
}
activate() { # NAME NUMBER
  api "$1" POST /api/v1/activations --json "{\"version\": \"$2\", \"reason\": \"load test\"}" > "$work/activation.json" 2>> "$work/curl.log"
}
name_of() { awk -F'\t' -v n="$1-" 'index($1, n) == 1 { print $1 }' "$versions"; } # NUMBER

# Until its checks are answered by this version.
await_version() { # NAME NUMBER SECONDS
  local until=$((SECONDS + $3))
  until api "$1" GET "/api/v1/wait?version=$2&seconds=10" 2>> "$work/curl.log" | grep -q '"isEverywhere":true'; do
    [ "$SECONDS" -lt "$until" ] || { tail -n 20 "$work/$1.log" >&2; fail "version $2 is not in force everywhere after $3 s"; }
    sleep 0.2
  done
}

# ---------------------------------------------------------------- what the generator saw

# Ended by kill, it writes its report.
load_against() { # NAME PORT RATE DURATION LIST [OPTIONS...]
  local name=$1 port=$2 rate=$3 duration=$4 list=$5
  shift 5
  taskset -c "${LOAD_CORES:-$client_core}" dotnet "$generator" run --target "127.0.0.1:$port" --from "$work/whole" --rate "$rate" --duration "$duration" --versions "$list" \
    --json "$work/$name.json" "$@" > "$work/$name.report" 2> "$work/$name.progress" < /dev/null &
  pid_of[$name]=$!
}
# Whether it was a good run; prints what it failed by.
end_of_load() { # NAME
  local code=0
  wait "${pid_of[$1]}" || code=$?
  unset "pid_of[$1]"
  [ "$code" = 0 ] || { miss "load $1: $(grep -e FAILED -e '×' "$work/$1.report" "$work/$1.progress" -h | tr -s ' ' | paste -sd ';')"; return 0; }
}
answers_of() { awk '/^version / { sum += $3 } END { printf "%d", sum }' "$work/$1.report"; } # NAME
versions_of() { awk '/^version / { count++ } END { printf "%d", count }' "$work/$1.report"; } # NAME
# Seconds of the day, with parts of a thousand.
first_answer() { # NAME VERSION
  awk -v v="$2:" '$1 == "version" && $2 == v { for (i = 1; i < NF; i++) if ($i == "from") print $(i + 1) }' "$work/$1.report" | seconds_of_day
}
seconds_of_day() { awk -F'[:Z]' '{ printf "%.3f\n", $1 * 3600 + $2 * 60 + $3 }'; }
now_of_day() { date -u +%T.%3N | seconds_of_day; }
# From one time of the day to another, over midnight too.
elapsed() { awk -v a="$1" -v b="$2" 'BEGIN { d = b - a; if (d < -43200) d += 86400; printf "%.3f", d }'; }
