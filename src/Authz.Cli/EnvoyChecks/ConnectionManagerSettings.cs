using System.Collections.Immutable;
using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What an HTTP connection manager that leads on is held to.</summary>
internal static class ConnectionManagerSettings
{
    private const string HeaderRemoval = "envoy.http.early_header_mutation.header_mutation";

    private static readonly ImmutableArray<Setting> settings =
    [
        Setting.True(EnvoyRules.TwoPaths, "normalize_path"),
        Setting.True(EnvoyRules.TwoPaths, "merge_slashes"),
        Setting.OneOf(EnvoyRules.TwoPaths, "path_with_escaped_slashes_action", "REJECT_REQUEST", "2", "UNESCAPE_AND_REDIRECT", "3"),
        Setting.OneOf(EnvoyRules.Underscores, "common_http_protocol_options.headers_with_underscores_action", "REJECT_REQUEST", "1", "DROP_HEADER", "2"),
        Setting.True(EnvoyRules.HostForms, "strip_trailing_host_dot"),
        Setting.True(EnvoyRules.SpoofedAddress, "use_remote_address"),
        Setting.Duration(EnvoyRules.Unbounded, "request_headers_timeout", "10s"),
        Setting.Duration(EnvoyRules.Unbounded, "request_timeout", "30s"),
        Setting.Duration(EnvoyRules.Unbounded, "stream_idle_timeout", "60s"),
        Setting.Duration(EnvoyRules.Unbounded, "delayed_close_timeout", "1s"),
        Setting.Duration(EnvoyRules.Unbounded, "drain_timeout", "5s"),
        Setting.Number(EnvoyRules.Unbounded, "max_request_headers_kb", "60", max: 96),
        Setting.Number(EnvoyRules.Unbounded, "common_http_protocol_options.max_headers_count", "100", max: 1000),
        Setting.Duration(EnvoyRules.Unbounded, "common_http_protocol_options.idle_timeout", "300s"),
        Setting.Duration(EnvoyRules.Unbounded, "common_http_protocol_options.max_stream_duration", "60s"),
        Setting.Duration(EnvoyRules.Unbounded, "common_http_protocol_options.max_connection_duration", "3600s"),
        Setting.True(EnvoyRules.Unbounded, "http1_safe_max_connection_duration"),
        Setting.Number(EnvoyRules.Unbounded, "http2_protocol_options.max_concurrent_streams", "100", max: 10_000),
        Setting.Number(EnvoyRules.Unbounded, "http2_protocol_options.initial_stream_window_size", "65536"),
        Setting.Number(EnvoyRules.Unbounded, "http2_protocol_options.initial_connection_window_size", "1048576"),
    ];

    // Fields of the codecs that take what the standards do not.
    private static readonly ImmutableArray<string> lenient =
    [
        "http_protocol_options.accept_http_10",
        "http_protocol_options.allow_chunked_length",
        "http_protocol_options.allow_custom_methods",
        "http_protocol_options.override_stream_error_on_invalid_http_message",
        "http2_protocol_options.override_stream_error_on_invalid_http_message",
        "http2_protocol_options.stream_error_on_invalid_http_messaging",
        "stream_error_on_invalid_http_message",
    ];

    // What the decision service says, and what Envoy says to itself.
    private static readonly ImmutableArray<string> removedPrefixes = ["x-authz-", "x-envoy-"];

    private static readonly ImmutableArray<string> removedHeaders =
        ["forwarded", "x-forwarded-host", "x-forwarded-prefix", "x-forwarded-uri", "x-original-url", "x-rewrite-url"];

    public static void Check(CheckContext context, ConfigValue manager)
    {
        foreach (Setting setting in settings)
        {
            setting.Check(context, manager);
        }

        if (!manager["strip_any_host_port"].IsTrue && !manager["strip_matching_host_port"].IsTrue)
        {
            context.Findings.Report(
                EnvoyRules.HostForms, manager["strip_any_host_port"], "`strip_any_host_port` is not `true`",
                Mend.SetAt(manager, "strip_any_host_port", "true"));
        }

        foreach (ConfigValue value in lenient.Select(manager.At).Where(value => value.IsTrue))
        {
            context.Findings.Report(EnvoyRules.LenientHttp, value, $"`{value.Key}` takes what is no HTTP", Mend.Remove(value));
        }

        CheckAddresses(context, manager);
        CheckRemovedHeaders(context, manager);
    }

    private static void CheckAddresses(CheckContext context, ConfigValue manager)
    {
        ConfigValue trusted = manager["internal_address_config"];
        bool isClosed = trusted.IsThere && !trusted["unix_sockets"].IsTrue && trusted["cidr_ranges"].Count == 0;
        if (!isClosed)
        {
            context.Findings.Report(
                EnvoyRules.SpoofedAddress,
                trusted,
                trusted.IsThere ? "some addresses are taken for internal, and believed" : "`internal_address_config` does not say that no address is internal",
                Mend.Set(manager, "internal_address_config: {unix_sockets: false, cidr_ranges: []}"));
        }

        ConfigValue hops = manager["xff_num_trusted_hops"];
        if (hops.Text is not ("" or "0"))
        {
            context.Findings.Report(
                EnvoyRules.SpoofedAddress, hops, $"the last {hops.Text} addresses of `x-forwarded-for` are believed", Mend.Remove(hops));
        }

        ConfigValue detection = manager["original_ip_detection_extensions"];
        if (detection.Count > 0)
        {
            context.Findings.Report(
                EnvoyRules.SpoofedAddress, detection, "an extension reads the caller's address from the request", Mend.Remove(detection));
        }
    }

    private static void CheckRemovedHeaders(CheckContext context, ConfigValue manager)
    {
        ConfigValue extensions = manager["early_header_mutation_extensions"];
        ConfigValue[] mutations =
        [
            .. extensions.Items.Select(item => TypedConfig.Of(item["typed_config"]))
                .Where(typed => typed.Type == TypeNames.EarlyHeaderMutation)
                .SelectMany(typed => typed.Value["mutations"].Items),
        ];
        string[] prefixes =
        [
            .. mutations.Select(mutation => mutation.At("remove_on_match.key_matcher.prefix"))
                .Where(prefix => prefix.IsThere)
                .Select(prefix => prefix.Text),
        ];
        string[] missing =
        [
            .. removedPrefixes
                .Where(name => !prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                .Select(name => name + "*"),
            .. removedHeaders.Where(name => !mutations.Any(mutation => mutation["remove"].Text.Equals(name, StringComparison.OrdinalIgnoreCase))),
        ];
        if (missing.Length > 0)
        {
            context.Findings.Report(
                EnvoyRules.HeadersNotRemoved,
                extensions,
                $"nothing removes {string.Join(", ", missing.Select(name => $"`{name}`"))} before filters and routes see them",
                Mend.Set(manager, RemovalYaml()));
        }
    }

    private static string RemovalYaml() =>
        $$$"""
        early_header_mutation_extensions:
        - name: {{{HeaderRemoval}}}
          typed_config:
            "@type": type.googleapis.com/{{{TypeNames.EarlyHeaderMutation}}}
            mutations:
        {{{string.Join('\n', removedPrefixes.Select(prefix => $"    - remove_on_match: {{key_matcher: {{prefix: {prefix}, ignore_case: true}}}}"))}}}
        {{{string.Join('\n', removedHeaders.Select(name => $"    - remove: {name}"))}}}
        """;
}
