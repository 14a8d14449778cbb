using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What is put before services, whole.</summary>
internal static class FilterYaml
{
    public const string Http =
        $$"""
        - name: envoy.filters.http.ext_authz
          typed_config:
            "@type": type.googleapis.com/{{TypeNames.HttpAuthz}}
            transport_api_version: V3
            stat_prefix: authz
            grpc_service:
              envoy_grpc: {cluster_name: authz}
              timeout: 0.2s
            failure_mode_allow: false
            status_on_error: {code: ServiceUnavailable}
            include_peer_certificate: true
            include_tls_session: true
            encode_raw_headers: true
            clear_route_cache: false
            validate_mutations: true
            enforce_response_header_limits: true
            decoder_header_mutation_rules: {disallow_system: true}
        """;

    public const string Connections =
        $$"""
        - name: envoy.filters.network.ext_authz
          typed_config:
            "@type": type.googleapis.com/{{TypeNames.ConnectionAuthz}}
            stat_prefix: authz
            transport_api_version: V3
            failure_mode_allow: false
            include_peer_certificate: true
            include_tls_session: true
            grpc_service:
              envoy_grpc: {cluster_name: authz}
              timeout: 0.2s
        """;

    /// <param name="filter">By which name routes speak of the filter.</param>
    public static string Binding(string filter, string service) =>
        $$"""
        typed_per_filter_config:
          {{filter}}:
            "@type": type.googleapis.com/{{TypeNames.HttpAuthzPerRoute}}
            check_settings:
              context_extensions: {authz.service: {{service}}}
        """;
}
