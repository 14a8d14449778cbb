using System.Text.Json.Nodes;
using Authz.Testing;
using Authz.Testing.EnvoyConfigs;

namespace Authz.Cli.Tests.EnvoyChecks;

/// <summary>The configurations under envoy/ are what we tell others to do: they hold to it themselves, line by line.</summary>
public sealed class BundledConfigTests
{
    private const string PlainDecisions = "EC0170";

    // The listener of the probes answers by itself, as the contract of a check says.
    private const string OwnAnswer = "EC0111";

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
        "request_headers_to_remove", "match_typed_subject_alt_names", "san_type", "matcher", "exact", "ignore_case",

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
        JsonNode root = WithoutProbes(ConfigTree.Parse(Read(config))!);
        justified = [.. justified.Where(id => id != OwnAnswer)];
        List<string> silent = [];
        int tried = 0;
        foreach ((JsonObject owner, string key, string path) in Lines(root, ""))
        {
            JsonNode? value = owner[key];
            int index = owner.IndexOf(key);
            owner.Remove(key);
            bool isSeen = EnvoyCheckRun.Ids(EnvoyCheckRun.Of(root.ToJsonString())).Except(justified).Any();
            owner.Insert(index, key, value);
            tried++;

            // What leads nowhere sends nothing that a rule would read.
            bool leadsNowhere = (string?)owner["authz.service"] == "none";
            if (!isSeen && !leadsNowhere && !withoutEffect.Contains(key))
            {
                silent.Add(path);
            }
        }

        Assert.InRange(tried, 50, 3_000);
        Assert.True(silent.Count == 0, string.Join('\n', silent));
    }

    /// <summary>What answers by itself has no baseline, and what is said of it would be said of each line beside it.</summary>
    private static JsonNode WithoutProbes(JsonNode root)
    {
        ((JsonArray)root["static_resources"]!["listeners"]!).RemoveAll(listener => (string?)listener!["name"] == "probes");
        return root;
    }

    private static string Read(string config) => File.ReadAllText(Repository.PathTo("envoy", config + ".yaml"));

    // What concerns taking calls and deciding on them: other clusters, and what is written to logs, are the operator's.
    private static IEnumerable<(JsonObject Owner, string Key, string Path)> Lines(JsonNode? node, string path)
    {
        // What a client says to Envoy itself is taken away for the applications' sake: no decision hangs on it.
        if ((node as JsonObject)?["remove_on_match"]?["key_matcher"]?["prefix"] is JsonValue prefix && (string?)prefix == "x-envoy-")
        {
            return [];
        }

        // That the overload manager watches something is checked, and how is the operator's.
        if (path.StartsWith(".overload_manager.", StringComparison.Ordinal))
        {
            return [];
        }

        if (node is JsonArray list)
        {
            return list.ToArray().SelectMany((item, i) => Lines(item, $"{path}[{i}]"));
        }

        if (node is not JsonObject mapping || (IsCluster(path) && (string?)mapping["name"] != "authz"))
        {
            return [];
        }

        return mapping.ToArray().SelectMany(entry => entry.Key is "access_log"
            ? []
            : Lines(entry.Value, $"{path}.{entry.Key}").Prepend((mapping, entry.Key, $"{path}.{entry.Key}")));
    }

    private static bool IsCluster(string path) =>
        path.StartsWith(".static_resources.clusters[", StringComparison.Ordinal) && path.EndsWith(']') && path.Count(c => c == '[') == 1;
}
