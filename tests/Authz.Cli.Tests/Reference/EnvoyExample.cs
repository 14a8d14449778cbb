using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Authz.Cli.Tests.EnvoyChecks;
using Authz.Testing.EnvoyConfigs;

namespace Authz.Cli.Tests.Reference;

/// <summary>An example of docs/diagnostics.md about an Envoy, in the place that its first line names.</summary>
/// <param name="Others">Ids that it raises beside its section's, as its title says.</param>
internal sealed partial record EnvoyExample(bool IsWrong, IReadOnlyList<string> Others, string Yaml)
{
    public static IReadOnlyList<EnvoyExample> Of(string section) =>
    [
        .. Examples().Matches(section).Select(match => new EnvoyExample(
            match.Groups["word"].Value == "Wrong",
            [.. Ids().Matches(match.Groups["others"].Value).Select(id => id.Value)],
            match.Groups["yaml"].Value)),
    ];

    public IReadOnlyList<string> Raise()
    {
        JsonNode root = ConfigTree.Parse(ConfigCase.Frame)!;
        JsonObject owner = OwnerOf(root, Yaml[..Yaml.IndexOf('\n')]).AsObject();
        foreach ((string key, JsonNode? value) in ConfigTree.Parse(Yaml)!.AsObject().ToArray())
        {
            owner.Remove(key);
            if (value is not null)
            {
                owner[key] = value.DeepClone();
            }
        }

        return EnvoyCheckRun.Ids(EnvoyCheckRun.Of(root.ToJsonString()));
    }

    private static JsonNode OwnerOf(JsonNode root, string place)
    {
        JsonNode listeners = root["static_resources"]!["listeners"]!;
        JsonNode chain = listeners[0]!["filter_chains"]![0]!;
        JsonNode manager = chain["filters"]![0]!["typed_config"]!;
        JsonNode host = manager["route_config"]!["virtual_hosts"]![0]!;
        JsonNode connections = listeners[1]!["filter_chains"]![0]!;
        return place switch
        {
            "# of the bootstrap" => root,
            "# of the HttpConnectionManager" => manager,
            "# of the ext_authz filter" => manager["http_filters"]![0]!["typed_config"]!,
            "# of the virtual host" => host,
            "# of the route" => host["routes"]![0]!,
            "# of the DownstreamTlsContext" => chain["transport_socket"]!["typed_config"]!,
            "# of the chain of connections" => connections,
            "# of the listener of connections" => listeners[1]!,
            "# of the TcpProxy" => connections["filters"]![1]!["typed_config"]!,
            "# of the cluster of the decision service" => root["static_resources"]!["clusters"]![0]!,
            _ => throw new InvalidOperationException($"no place is called {place}"),
        };
    }

    [GeneratedRegex(@"^(?<word>Wrong|Mended)(, also (?<others>[^:\n]*))?:\n\n```yaml\n(?<yaml>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Examples();

    [GeneratedRegex("EC[0-9]{4}")]
    private static partial Regex Ids();
}
