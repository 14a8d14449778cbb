# shellcheck shell=bash
# shellcheck disable=SC2034 # variables for those who source it
# What compare.sh and through-envoy.sh share: processes, one gRPC request, a run of h2load, CPU, statistics.
# Sourced, not run. Whoever sources it has called `set -euo pipefail` and stands in the root of the checkout.

# Numbers with a point, and µ as one character, whatever the user speaks.
export LC_ALL=C.UTF-8
check_path=/envoy.service.auth.v3.Authorization/Check
cerbos_path=/cerbos.svc.v1.CerbosService/CheckResources
server_core=${SERVER_CORE:-0}
client_core=${CLIENT_CORE:-1}
ticks_per_second=$(getconf CLK_TCK)
work=$(mktemp -d)
declare -A pid_of=() port_of=()

bold='' red='' green='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
fi

say() { echo "$bold$*$plain"; }
# By characters: printf pads by bytes, and µ and ÷ have two.
padded() { printf '%s%*s' "$1" $(($2 > ${#1} ? $2 - ${#1} : 0)) ''; } # TEXT WIDTH
# Progress: on a terminal a line that the next one replaces, elsewhere nothing.
progress() { if [ -t 1 ]; then printf '\r\e[K%s' "$*"; fi; }
fail() { echo "$(basename "$0"): $*" >&2; exit 2; }

need_tools() { # TOOL=PACKAGE...
  local tool missing=()
  for tool in "$@"; do command -v "${tool%=*}" >/dev/null || missing+=("${tool#*=}"); done
  [ ${#missing[@]} = 0 ] || fail "what is missing here: apt-get install ${missing[*]}"
}
need_two_cores() {
  local core
  for core in "$server_core" "$client_core"; do
    taskset -c "$core" true 2>/dev/null || fail "core $core is not ours: set SERVER_CORE and CLIENT_CORE"
  done
}

clean_up() {
  local name
  for name in "${!pid_of[@]}"; do kill "${pid_of[$name]}" 2>/dev/null || true; done
  stop_all
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# ---------------------------------------------------------------- what a result was made on

commit() { git describe --always --dirty 2>/dev/null || echo unknown; }
machine() { echo "$(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo), $(nproc) cores, $(uname -sr)"; }

# ---------------------------------------------------------------- processes

listens() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
free_port() {
  local port
  while :; do
    # Below the range that the system itself gives to clients.
    port=$((20000 + RANDOM % 12000))
    listens "$port" || { echo "$port"; return; }
  done
}
# Never in a subshell: what is started there is not stopped at the end.
start() { # NAME PORT CORES COMMAND...
  local name=$1 port=$2 cores=$3
  shift 3
  taskset -c "$cores" "$@" > "$work/$name.log" 2>&1 < /dev/null &
  pid_of[$name]=$! port_of[$name]=$port
}
await() { # NAME SECONDS
  local name=$1 until=$((SECONDS + $2))
  until listens "${port_of[$name]}"; do
    kill -0 "${pid_of[$name]}" 2>/dev/null || { tail -n 20 "$work/$name.log" >&2; fail "$name ended before it listened"; }
    [ "$SECONDS" -lt "$until" ] || { tail -n 20 "$work/$name.log" >&2; fail "$name does not listen after $2 s"; }
    sleep 0.01
  done
}
stop() { # NAME
  kill "${pid_of[$1]}" 2>/dev/null || true
  wait "${pid_of[$1]}" 2>/dev/null || true
  unset "pid_of[$1]"
}
stop_all() { local name; for name in "${!pid_of[@]}"; do stop "$name"; done; }

# User and system time of a process with all its threads, in ticks.
ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }
resident_mb() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"; }

# ---------------------------------------------------------------- one request

# gRPC's frame around a message: no compression, and the length in four bytes.
frame_of() { # MESSAGE
  local length
  length=$(stat -c %s "$1")
  printf '\0'
  printf '%b' "$(printf '\\x%02x' $((length >> 24 & 255)) $((length >> 16 & 255)) $((length >> 8 & 255)) $((length & 255)))"
  cat "$1"
}

# Sends a frame and prints `allowed`, `refused` or `error`, and the length of the answer. An ext_authz answer is read by its
# first bytes: the prefix, the status with its code, and the kind of answer, which must agree.
verdict() { # PORT PATH FRAME
  local body=$work/answer head=$work/answer.headers hex length
  rm -f "$body" "$head"
  curl -sS --max-time 10 --http2-prior-knowledge -H 'content-type: application/grpc' -H 'te: trailers' \
    --data-binary "@$3" -D "$head" -o "$body" "http://127.0.0.1:$1$2" 2> "$work/answer.err" || { echo "error 0"; return; }
  touch "$body"
  hex=$(od -An -v -tx1 "$body" | tr -d ' \n')
  length=$((${#hex} / 2))
  if ! tr -d '\r' < "$head" | grep -qix 'grpc-status: 0'; then
    echo "error $length"
  elif [ "$2" = "$cerbos_path" ]; then
    # An effect stands alone in its map entry, as field 2: 1 is ALLOW, 2 is DENY.
    case $hex in
      *1001*1002* | *1002*1001*) echo "error $length" ;;
      *1001*) echo "allowed $length" ;;
      *1002*) echo "refused $length" ;;
      *) echo "error $length" ;;
    esac
  elif [[ $hex =~ ^00.{8}(0a00|0a020800)(1a|22) ]]; then
    echo "allowed $length"
  elif [[ $hex =~ ^00.{8}(0a020807|0a020810)12 ]]; then
    echo "refused $length"
  else
    echo "error $length"
  fi
}

# ---------------------------------------------------------------- many requests

grpc_options=(-H 'content-type: application/grpc' -H 'te: trailers')
# Saturates a server: eight connections, sixteen calls under way on each. Prints `requests a second`, after every answer
# was found to be a 200 of the expected length.
load() { # PORT PATH COUNT LENGTH [OPTIONS OF h2load...]
  local url=http://127.0.0.1:$1$2 count=$3 length=$4 log=$work/h2load.log
  shift 4
  taskset -c "$client_core" h2load -t1 -c8 -m16 -n "$count" "$@" "$url" > "$log" 2>&1 || { cat "$log" >&2; return 1; }
  awk -v count="$count" -v length_expected="$length" '
    /^finished in/ { rate = $4 }
    /^requests:/ { succeeded = $8 }
    /^status codes:/ { ok = $3 }
    /^traffic:/ { if (match($0, /\([0-9]+\) data/)) data = substr($0, RSTART + 1) + 0 }
    END {
      if (succeeded != count || ok != count || data != count * length_expected) {
        printf "h2load: %d of %d succeeded, %d with 200, %d bytes where %d were expected\n", succeeded, count, ok, data, count * length_expected > "/dev/stderr"
        exit 1
      }
      print rate
    }' "$log"
}

# ---------------------------------------------------------------- statistics: numbers on stdin, one a line

median() { sort -g | awk '{ v[NR] = $1 } END { if (NR) print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
smallest() { sort -g | head -n 1; }
largest() { sort -g | tail -n 1; }
at_most() { awk -v a="$1" -v b="$2" 'BEGIN { exit !(a <= b) }'; }
divide() { awk -v a="$1" -v b="$2" 'BEGIN { if (b > 0) printf "%.6g", a / b; else print "nan" }'; }
