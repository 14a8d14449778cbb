#!/usr/bin/env bash
# Calls between building blocks, allowed and refused: who calls what, what comes of it, and why.
# `envoy/demo.sh` and `docker compose run calls` say by environment variables where the security servers are. With LOGS
# (a folder of their access logs) the reason is read there; without it, the ticket is printed by which to find it.
set -euo pipefail

: "${SIDECAR_OUTBOUND:?address:port}"
: "${GATEWAY:?}" "${GATEWAY_OUTBOUND:?}" "${EXTERNAL:?}" "${CERTIFICATES:?}"
LOGS=${LOGS:-}
for tool in curl openssl; do
  command -v "$tool" >/dev/null || { echo "calls.sh: $tool is missing; install it (Debian: apt-get install $tool)" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a thief of the partner's CA would make: a certificate with the hospital's name. It is worth nothing here.
forge() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=hospital \
    -keyout "$work/forged.key" -out "$work/forged.csr" 2>/dev/null
  printf '%s\n' 'subjectAltName=URI:spiffe://sandbox.gov/bb/hospital' 'keyUsage=critical,digitalSignature' \
    'extendedKeyUsage=clientAuth' > "$work/forged.ext"
  openssl x509 -req -in "$work/forged.csr" -extfile "$work/forged.ext" -days 1 -set_serial 1 \
    -CA "$CERTIFICATES/ca/partner.example.pem" -CAkey "$CERTIFICATES/ca/partner.example.key" \
    -out "$work/forged.pem" 2>/dev/null
}

# curl cannot compare SPIFFE names, so it is told which public key the server has to prove.
pin_of() {
  openssl x509 -in "$CERTIFICATES/$1.pem" -pubkey -noout | openssl pkey -pubin -outform der \
    | openssl dgst -sha256 -binary | base64
}

lines() { [ -f "$1" ] && wc -l < "$1" || echo 0; }
field() { sed -n "s/.*\"$1\":\"\\([^\"]*\\)\".*/\\1/p" <<< "$2"; }

# The line that a call added to a server's log: the server writes it when the call is over.
logged() {
  local log=$1 kind=$2 from=$3 line
  for _ in $(seq 100); do
    line=$(tail -n +"$((from + 1))" "$log" | grep "\"log\":\"$kind\"" | tail -1) && { echo "$line"; return; }
    sleep 0.1
  done
}

why() {
  local server=$1 from=$2 status=$3 line rule reason
  if [ -z "$LOGS" ]; then
    field ticket "$(cat "$work/body")" | sed 's/^/ticket /'
    return
  fi
  if [ "$status" = 000 ]; then
    field refused "$(logged "$LOGS/$server.log" connection "$from")" | sed 's/.*OPENSSL_internal:\([A-Z_]*\).*/handshake: \L\1/'
    return
  fi
  line=$(logged "$LOGS/$server.log" request "$from")
  rule=$(field rule "$line")
  reason=$(field reason "$line")
  if [ -n "$rule$reason" ]; then
    echo "$reason${reason:+${rule:+: }}$rule"
  else
    echo "the security server itself: $(field details "$line")"
  fi
}

# Where a call goes: the arguments for curl, in `options`.
route() { # VIA SERVICE PATH CERTIFICATE
  local block=${2%/*} target scheme=https
  options=(--silent --insecure --path-as-is --max-time 20 --output "$work/body" --write-out '%{http_code}')
  case $1 in
    sidecar) target=$SIDECAR_OUTBOUND scheme=http ;;
    gateway) target=$GATEWAY; options+=(--pinnedpubkey "sha256//$(pin_of "$block")") ;;
    gateway-outbound) target=$GATEWAY_OUTBOUND; options+=(--pinnedpubkey "sha256//$(pin_of postpartum)") ;;
    external) target=$EXTERNAL; options+=(--pinnedpubkey "sha256//$(pin_of "$block")") ;;
  esac
  if [ "$4" != - ]; then
    options+=(--cert "$4.pem" --key "$4.key")
  fi
  options+=(--connect-to "::$target" "$scheme://$block.sandbox.gov/r1/SANDBOX/GOV/1001/$2$3")
}

# The first decisions of a service that has just started may take it longer than a security server waits.
await_first_decisions() { # VIA PATH CERTIFICATE
  route "$1" patient-records/records "$2" "$3"
  for _ in $(seq 50); do
    [ "$(curl "${options[@]}")" = 503 ] || return 0
    sleep 0.2
  done
}

failures=0
# call WHO CERTIFICATE VIA METHOD BLOCK/SERVICE PATH EXPECTED [curl's arguments]
call() {
  local who=$1 certificate=$2 via=$3 method=$4 service=$5 path=$6 expected=$7
  shift 7
  local server=${via%-outbound} status verdict from seen options
  route "$via" "$service" "$path" "$certificate"
  : > "$work/body"
  from=$(lines "$LOGS/$server.log")
  status=$(curl "${options[@]}" --request "$method" "$@") || true
  seen=$(field caller "$(cat "$work/body")")
  verdict=refused
  if [ "$status" = 200 ]; then
    verdict=allowed
  fi
  printf '%-17s %-16s %-6s %-23s %-23s %-4s%-8s %s\n' "$who" "$via" "$method" "$service" "$path" \
    "${status/000/-}" "$verdict" "$(why "$server" "$from" "$status")${seen:+ (the application sees: $seen)}"
  if [ $# -gt 0 ]; then
    echo "    sent with ${*: -1}"
  fi
  if [ "$status" != "$expected" ]; then
    echo "    expected $expected" >&2
    failures=$((failures + 1))
  fi
}

forge
own() { echo "$CERTIFICATES/$1"; }
for path in /patients/0 /patients; do
  await_first_decisions sidecar "$path" -
  await_first_decisions gateway "$path" "$(own hospital)"
  await_first_decisions external "$path/summary" "$(own partner-insurance)"
done
sleep 0.5 # until their lines are in the logs
printf '%-17s %-16s %-6s %-23s %-23s %-4s%-8s %s\n' WHO VIA METHOD SERVICE PATH "" VERDICT WHY

# Allowed. The hospital's application talks to its sidecar; what the others call, they call with their certificate.
call hospital - sidecar GET patient-records/records /patients/123 200
call hospital - sidecar POST patient-records/records /patients/123/notes 200
call postpartum "$(own postpartum)" gateway-outbound GET hospital/appointments /resource/availability 200
call postpartum "$(own postpartum)" gateway-outbound POST mcts/registry /data/mcts/1/create 200
call partner-insurance "$(own partner-insurance)" external GET patient-records/records /patients/123/summary 200

# Refused: who may not, may not by any way.
call social-welfare "$(own social-welfare)" gateway GET patient-records/records /patients/123 403
call partner-insurance "$(own partner-insurance)" external GET patient-records/records /patients/123 403
call hospital - sidecar DELETE patient-records/records /patients/123 403
call hospital - sidecar GET patient-records/records /patients 403
call hospital "$(own hospital)" gateway GET patient-records/records /patients/..%2f123 400

# Forged: a name in a header proves nothing.
call social-welfare "$(own social-welfare)" gateway GET patient-records/records /patients/123 401 \
  --header 'X-Road-Client: SANDBOX/GOV/1001/hospital'
call hospital "$(own hospital)" gateway GET patient-records/records /patients/123 200 --header 'x-authz-client: auditor'

# Without a certificate, or with one that another country's CA signed, there is no conversation at all.
call nobody - gateway GET patient-records/records /patients/123 000
call forged-hospital "$work/forged" gateway GET patient-records/records /patients/123 000

exit $((failures > 0))
