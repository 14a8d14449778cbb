using System.Collections.Immutable;
using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>The way to the decision service: not open to others, watched, and bounded.</summary>
internal static class DecisionClusterCheck
{
    private const string Options = "typed_extension_protocol_options";

    private static readonly ImmutableArray<Setting> settings =
    [
        Setting.Duration(EnvoyRules.NotWatched, "connect_timeout", "0.15s", secondsMax: 1),
        new(EnvoyRules.NotWatched, "common_lb_config.healthy_panic_threshold", "{value: 0}",
            value => value.IsThere && value["value"].Text is "" or "0" or "0.0"),
        new(EnvoyRules.NotWatched, "health_checks",
            "[{timeout: 0.5s, interval: 2s, no_traffic_interval: 2s, unhealthy_threshold: 2, healthy_threshold: 1, grpc_health_check: {}}]",
            value => value.Items.Any(item => item["grpc_health_check"].IsThere)),
        new(EnvoyRules.NotWatched, "circuit_breakers.thresholds",
            "[{max_connections: 64, max_pending_requests: 1024, max_requests: 1024, track_remaining: true}]",
            value => value.Items.Any(item => item["max_requests"].IsThere && item["max_pending_requests"].IsThere)),
    ];

    public static void Check(CheckContext context, IEnumerable<ConfigValue> filters)
    {
        foreach (ConfigValue service in filters.Select(filter => filter["grpc_service"]))
        {
            CheckOwnChannel(context, service["google_grpc"]);
            ConfigValue name = service.At("envoy_grpc.cluster_name");
            ConfigValue[] clusters = [.. context.Config.Clusters.Where(cluster => cluster["name"].Text == name.Text)];
            foreach (ConfigValue cluster in clusters)
            {
                CheckCluster(context, cluster);
            }

            if (name.IsThere && clusters.Length == 0 && context.Config.Bootstraps.Count > 0)
            {
                context.Findings.Report(EnvoyRules.ClusterMissing, name, $"the file has no cluster `{name.Text}`");
            }
        }
    }

    // Google's client has a channel of its own: plain unless it says otherwise.
    private static void CheckOwnChannel(CheckContext context, ConfigValue channel)
    {
        if (channel.IsThere && !channel["channel_credentials"].IsThere && !channel["target_uri"].Text.StartsWith("unix:", StringComparison.Ordinal))
        {
            context.Findings.Report(EnvoyRules.PlainDecisions, channel, "the channel to the decision service says no `channel_credentials`");
        }
    }

    private static void CheckCluster(CheckContext context, ConfigValue cluster)
    {
        foreach (Setting setting in settings)
        {
            setting.Check(context, cluster);
        }

        CheckProtocol(context, cluster);
        bool isSecret = cluster["transport_socket"].IsThere || cluster["transport_socket_matches"].Count > 0;
        ConfigValue[] addresses =
        [
            .. cluster.At("load_assignment.endpoints").Items
                .SelectMany(locality => locality["lb_endpoints"].Items)
                .Select(endpoint => endpoint.At("endpoint.address")),
        ];
        bool isLocal = addresses.Length > 0 && addresses.All(LocalAddress.Is);
        if (!isSecret && !isLocal)
        {
            context.Findings.Report(
                EnvoyRules.PlainDecisions,
                cluster["name"],
                $"the cluster `{cluster["name"].Text}` leaves this machine without TLS",
                Mend.Example(cluster, TlsYaml()));
        }
    }

    private static void CheckProtocol(CheckContext context, ConfigValue cluster)
    {
        ConfigValue options = cluster[Options].Entry(TypeNames.HttpOptionsKey);
        ConfigValue http2 = options.At("explicit_http_config.http2_protocol_options");
        bool isRead = TypedConfig.Of(options).Type == TypeNames.HttpOptionsKey;
        if (!(isRead && http2.IsThere) && !cluster["http2_protocol_options"].IsThere)
        {
            context.Findings.Report(
                EnvoyRules.NotHttp2, http2, $"the cluster `{cluster["name"].Text}` says no `http2_protocol_options`",
                isRead && options["explicit_http_config"] is { IsThere: true } other
                    ? Mend.Replace(other, "explicit_http_config:\n  http2_protocol_options:\n    connection_keepalive: {interval: 10s, timeout: 2s}")
                    : Mend.Set(cluster, ProtocolYaml()));
        }
        else if (!http2["connection_keepalive"].IsThere && !cluster.At("http2_protocol_options.connection_keepalive").IsThere)
        {
            context.Findings.Report(
                EnvoyRules.NotWatched, http2, "a connection that has died unseen is asked on: `connection_keepalive` is not set",
                Mend.Set(cluster, ProtocolYaml()));
        }
    }

    private static string ProtocolYaml() =>
        $$"""
        {{Options}}:
          {{TypeNames.HttpOptionsKey}}:
            "@type": type.googleapis.com/{{TypeNames.HttpOptionsKey}}
            explicit_http_config:
              http2_protocol_options:
                connection_keepalive: {interval: 10s, timeout: 2s}
        """;

    private static string TlsYaml() =>
        $$$"""
        # with `tls:certificate` and `tls:key` set at the decision service; or ask it over a Unix socket (`pipe`)
        transport_socket:
          name: envoy.transport_sockets.tls
          typed_config:
            "@type": type.googleapis.com/{{{TypeNames.UpstreamTls}}}
            sni: authz.sandbox.gov
            common_tls_context:
              alpn_protocols: [h2]
              validation_context:
                trusted_ca: {filename: certificates/ca/authz.pem}
                match_typed_subject_alt_names:
                - {san_type: DNS, matcher: {exact: authz.sandbox.gov}}
        """;
}
