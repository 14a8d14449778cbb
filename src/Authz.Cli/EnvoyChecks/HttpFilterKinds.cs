using System.Collections.Frozen;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What HTTP filters do, as far as it matters to a decision.</summary>
internal static class HttpFilterKinds
{
    private const string Prefix = "envoy.extensions.filters.http.";

    // They change what a request says, whom it comes from or where it goes: behind the decision that is too late.
    private static readonly FrozenSet<string> changing = Names(
        "alternate_protocols_cache", "api_key_auth", "aws_lambda", "aws_request_signing", "basic_auth", "composite", "connect_grpc_bridge",
        "credential_injector", "decompressor", "dynamic_forward_proxy", "dynamic_modules", "ext_proc", "file_server", "gcp_authn", "geoip",
        "golang", "grpc_http1_bridge", "grpc_http1_reverse_bridge", "grpc_json_reverse_transcoder", "grpc_json_transcoder", "grpc_web",
        "header_mutation", "header_to_metadata", "ip_tagging", "json_to_metadata", "jwt_authn", "lua", "match_delegate", "oauth2",
        "proto_message_extraction", "set_filter_state", "set_metadata", "sxg", "transform", "wasm");

    // They count, bound, delay or refuse, or answer preflights, and leave a request as it is.
    private static readonly FrozenSet<string> harmless = Names(
        "adaptive_concurrency", "admission_control", "bandwidth_limit", "buffer", "cdn_loop", "compressor", "cors", "csrf", "custom_response",
        "ext_authz", "fault", "file_system_buffer", "grpc_field_extraction", "grpc_stats", "health_check", "kill_request", "local_ratelimit",
        "on_demand", "original_src", "rate_limit_quota", "ratelimit", "rbac", "router", "stateful_session", "tap", "thrift_to_metadata", "upstream_codec");

    private static readonly FrozenSet<string> storing = Names("cache", "cache_v2");

    public static bool ChangesRequests(string type) => changing.Contains(FamilyOf(type));

    /// <summary>It gives one caller what it stored for another.</summary>
    public static bool AnswersFromStore(string type) => storing.Contains(FamilyOf(type));

    public static bool IsKnown(string type)
    {
        string family = FamilyOf(type);
        return changing.Contains(family) || harmless.Contains(family) || storing.Contains(family);
    }

    // `envoy.extensions.filters.http.lua.v3.Lua` to `lua`.
    private static string FamilyOf(string type)
    {
        if (type == "envoy.extensions.common.matching.v3.ExtensionWithMatcher")
        {
            return "match_delegate";
        }

        if (!type.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return "";
        }

        string rest = type[Prefix.Length..];
        int end = rest.IndexOf('.');
        return end < 0 ? rest : rest[..end];
    }

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
