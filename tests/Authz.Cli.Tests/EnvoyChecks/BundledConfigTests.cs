using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Testing.EnvoyConfigs;

namespace Authz.Cli.Tests.EnvoyChecks;

/// <summary>The configurations under envoy/ are what we tell others to do: they hold to it themselves, line by line.</summary>
public sealed class BundledConfigTests
{
    /// <summary>Probes are answered without a decision, on a listener that leads nowhere.</summary>
    private const string OwnAnswer = "EC0111";

    private const string PlainDecisions = "EC0170";

    // Keys whose loss weakens nothing that a check of one file can see, each for its reason.
    private static readonly HashSet<string> withoutEffect =
    [
        // Names, and what is only written down.
        "name", "stat_prefix", "access_log", "node", "id", "cluster_name", "track_remaining",

        // Where things are, and how they are found: without it nothing works, and nothing is open.
        "address", "port_value", "path", "pipe", "socket_address", "endpoint", "lb_endpoints", "endpoints", "load_assignment", "type",
        "dns_lookup_family", "lb_policy", "envoy_grpc", "cluster", "domains", "virtual_hosts", "filter_chain_match", "server_names", "match",
        "status", "prefix", "path_separated_prefix",

        // Envoy starts with none of these missing.
        "tls_certificates", "certificate_chain", "private_key", "filename", "trust_bundle",

        // The default is the same.
        "unix_sockets", "cidr_ranges", "value", "tls_maximum_protocol_version", "listener_filters_timeout", "timeout", "refresh_interval",
        "interval", "no_traffic_interval", "unhealthy_interval", "unhealthy_threshold", "healthy_threshold", "max_connections",
        "ignore_global_conn_limit", "suppress_envoy_headers", "alpn_protocols", "uri", "set_current_client_cert_details",

        // Which headers the next hop sees is between two security servers; which of the blocks may call out, of one deployment.
        "authz.hop", "request_headers_to_remove", "match_typed_subject_alt_names", "san_type", "matcher", "exact", "ignore_case",

        // Without it nothing is taken, or led on; or nobody can reach the administration at all.
        "filter_chains", "filters", "routes", "route", "admin",

        // Of the overload manager: that it watches something is checked.
        "actions",
    ];

    public static TheoryData<string, string[]> Configs => new()
    {
        { "sidecar", [OwnAnswer] },

        // In docker-compose.yml the decision service stands on a network of its own, in plain text: true, and worth saying to
        // whoever copies the file to another network.
        { "gateway", [OwnAnswer, PlainDecisions] },
        { "external", [OwnAnswer, PlainDecisions] },
        { "examples/connections", [PlainDecisions] },
    };

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_bundled_config_gives_no_finding_but_what_its_place_justifies(string config, string[] justified)
    {
        string text = Read(config);
        Assert.Equal(justified, EnvoyCheckRun.Ids(EnvoyCheckRun.Of(text)));
        if (config != "examples/connections")
        {
            Assert.Equal(justified, EnvoyCheckRun.Ids(EnvoyCheckRun.Of(text, EnvoyCheckRun.FactsOf(Samples.Bundled))));
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void Taking_out_any_line_of_the_baseline_gives_a_finding(string config, string[] justified)
    {
        JsonNode root = ConfigTree.Parse(Read(config))!;
        HashSet<string> before = [.. FoundIn(root)];
        Assert.Equal(justified.Length, before.Count);
        List<string> silent = [];
        int tried = 0;
        foreach ((JsonObject owner, string key, string path) in Lines(root, ""))
        {
            JsonNode? value = owner[key];
            int index = owner.IndexOf(key);
            owner.Remove(key);
            bool isSeen = FoundIn(root).Except(before).Any();
            owner.Insert(index, key, value);
            tried++;

            // What leads nowhere sends nothing that a rule would read.
            bool leadsNowhere = (string?)owner["authz.service"] == "none";

            // On the sidecar's loopback nobody shows a certificate, and who calls unnamed is nobody.
            bool isLoopbacks = path.StartsWith(".static_resources.listeners[1].", StringComparison.Ordinal)
                && config == "sidecar"
                && key is "include_peer_certificate" or "authz.caller";
            if (!isSeen && !leadsNowhere && !isLoopbacks && !withoutEffect.Contains(key))
            {
                silent.Add(path);
            }
        }

        Assert.InRange(tried, 50, 3_000);
        Assert.True(silent.Count == 0, string.Join('\n', silent));
    }

    private static IEnumerable<string> FoundIn(JsonNode root) =>
        EnvoyCheckRun.Of(root.ToJsonString()).Findings.ToSorted().Select(finding => $"{finding.Id} {finding.Path}");

    private static string Read(string config) => File.ReadAllText(Repository.PathTo("envoy", config + ".yaml"));

    // What concerns taking calls and deciding on them: other clusters, and what is written to logs, are the operator's.
    private static IEnumerable<(JsonObject Owner, string Key, string Path)> Lines(JsonNode? node, string path)
    {
        // That the overload manager watches something is checked, and how is the operator's.
        if (path.StartsWith(".overload_manager.", StringComparison.Ordinal))
        {
            return [];
        }

        if (node is JsonArray list)
        {
            return list.ToArray().SelectMany((item, i) => Lines(item, $"{path}[{i}]"));
        }

        if (node is not JsonObject mapping || IsOperators(mapping, path))
        {
            return [];
        }

        return mapping.ToArray().SelectMany(entry => entry.Key is "access_log"
            ? []
            : Lines(entry.Value, $"{path}.{entry.Key}").Prepend((mapping, entry.Key, $"{path}.{entry.Key}")));
    }

    // Clusters of services; and the listener of the probes, which leads nowhere.
    private static bool IsOperators(JsonObject mapping, string path) =>
        path.EndsWith(']') && path.Count(c => c == '[') == 1
        && ((path.StartsWith(".static_resources.clusters[", StringComparison.Ordinal) && (string?)mapping["name"] != "authz")
            || (path.StartsWith(".static_resources.listeners[", StringComparison.Ordinal) && (string?)mapping["name"] == "probes"));
}
