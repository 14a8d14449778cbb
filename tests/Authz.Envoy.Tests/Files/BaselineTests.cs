using Authz.Envoy.Tests.Harness;
using YamlDotNet.RepresentationModel;

namespace Authz.Envoy.Tests.Files;

/// <summary>The configs repeat their hardening; here every copy is held to one list.</summary>
public sealed class BaselineTests
{
    private static readonly Dictionary<string, string> connectionManager = new()
    {
        ["normalize_path"] = "true",
        ["merge_slashes"] = "true",
        ["path_with_escaped_slashes_action"] = "REJECT_REQUEST",
        ["strip_any_host_port"] = "true",
        ["strip_trailing_host_dot"] = "true",
        ["use_remote_address"] = "true",
        ["internal_address_config.unix_sockets"] = "false",
        ["common_http_protocol_options.headers_with_underscores_action"] = "REJECT_REQUEST",
        ["common_http_protocol_options.max_headers_count"] = "100",
        ["common_http_protocol_options.idle_timeout"] = "300s",
        ["common_http_protocol_options.max_stream_duration"] = "60s",
        ["common_http_protocol_options.max_connection_duration"] = "3600s",
        ["http2_protocol_options.max_concurrent_streams"] = "100",
        ["max_request_headers_kb"] = "60",
        ["request_headers_timeout"] = "10s",
        ["request_timeout"] = "30s",
        ["stream_idle_timeout"] = "60s",
    };

    private static readonly Dictionary<string, string> authzFilter = new()
    {
        ["transport_api_version"] = "V3",
        ["failure_mode_allow"] = "false",
        ["status_on_error.code"] = "ServiceUnavailable",
        ["grpc_service.timeout"] = "0.2s",
        ["grpc_service.envoy_grpc.cluster_name"] = "authz",
        ["include_peer_certificate"] = "true",
        ["include_tls_session"] = "true",
        ["encode_raw_headers"] = "true",
        ["clear_route_cache"] = "false",
        ["validate_mutations"] = "true",
        ["enforce_response_header_limits"] = "true",
        ["decoder_header_mutation_rules.disallow_system"] = "true",
    };

    // Knobs that would make a hole, whatever their value.
    private static readonly string[] forbidden =
        ["upgrade_configs", "disabled", "allowed_headers", "disallowed_headers", "filter_enabled", "shadow_mode"];

    public static TheoryData<string> Configs => [.. ConfigFiles.Names];

    [Theory]
    [MemberData(nameof(Configs))]
    public void Every_connection_manager_has_the_whole_baseline(string config)
    {
        IReadOnlyList<YamlMappingNode> managers = ConnectionManagers.Of(ConfigFiles.Load(config));
        Assert.NotEmpty(managers);
        foreach (YamlMappingNode manager in managers)
        {
            AssertHolds(connectionManager, manager);
            Assert.StartsWith("SANITIZE", ConfigFiles.At(manager, "forward_client_cert_details"), StringComparison.Ordinal);
            Assert.Empty((YamlSequenceNode)manager["internal_address_config"]["cidr_ranges"]);
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void Ext_authz_is_whole_and_the_last_filter_before_the_router(string config)
    {
        foreach (YamlMappingNode manager in ConnectionManagers.Of(ConfigFiles.Load(config)))
        {
            IList<YamlNode> filters = ConfigFiles.FiltersOf(manager);
            Assert.Equal("envoy.filters.http.ext_authz", filters[^2]["name"].ToString());
            Assert.Equal("envoy.filters.http.router", filters[^1]["name"].ToString());
            AssertHolds(authzFilter, ConfigFiles.AuthzFilterOf(manager));
            Assert.All(forbidden, knob =>
            {
                Assert.Null(ConfigFiles.At(manager, knob));
                Assert.Null(ConfigFiles.At(ConfigFiles.AuthzFilterOf(manager), knob));
            });
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void Headers_that_only_we_write_are_taken_from_clients_first(string config)
    {
        foreach (YamlMappingNode manager in ConnectionManagers.Of(ConfigFiles.Load(config)))
        {
            YamlNode mutations = manager["early_header_mutation_extensions"][0]["typed_config"]["mutations"];
            Assert.Equal("x-authz-", ConfigFiles.At(mutations[0], "remove_on_match.key_matcher.prefix"));
            Assert.Equal("x-envoy-", ConfigFiles.At(mutations[1], "remove_on_match.key_matcher.prefix"));
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void The_decision_service_is_watched_and_its_load_is_bounded(string config)
    {
        YamlNode authz = ((YamlSequenceNode)ConfigFiles.Load(config).Documents[0].RootNode["static_resources"]["clusters"])
            .First(cluster => cluster["name"].ToString() == "authz");
        Assert.NotNull(ConfigFiles.At(authz["health_checks"][0], "grpc_health_check"));
        Assert.Equal("0", ConfigFiles.At(authz, "common_lb_config.healthy_panic_threshold.value"));
        Assert.NotNull(ConfigFiles.At(authz["circuit_breakers"]["thresholds"][0], "max_requests"));
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void Overload_is_bounded_and_no_runtime_layer_can_undo_a_fix(string config)
    {
        YamlNode root = ConfigFiles.Load(config).Documents[0].RootNode;
        Assert.NotNull(ConfigFiles.At(root, "overload_manager.resource_monitors"));
        Assert.Null(ConfigFiles.At(root, "layered_runtime"));
    }

    private static void AssertHolds(Dictionary<string, string> expected, YamlNode actual) =>
        Assert.All(expected, knob => Assert.Equal($"{knob.Key}: {knob.Value}", $"{knob.Key}: {ConfigFiles.At(actual, knob.Key)}"));
}
