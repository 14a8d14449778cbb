using YamlDotNet.RepresentationModel;

namespace Authz.Envoy.Tests.Harness;

/// <summary>Finds the HTTP connection managers of a config.</summary>
internal static class ConnectionManagers
{
    private const string FilterName = "envoy.filters.network.http_connection_manager";

    /// <summary>The listener that answers probes by itself, whose manager leads nowhere.</summary>
    public const string ProbesListener = "probes";

    /// <summary>Those of one listener, or of all but that of the probes. One that several filter chains share comes once.</summary>
    public static IReadOnlyList<YamlMappingNode> Of(YamlStream config, string? listener = null)
    {
        var listeners = (YamlSequenceNode)config.Documents[0].RootNode["static_resources"]["listeners"];
        return
        [
            .. listeners
                .Where(node => listener is null ? node["name"].ToString() != ProbesListener : node["name"].ToString() == listener)
                .SelectMany(node => (YamlSequenceNode)node["filter_chains"])
                .SelectMany(chain => (YamlSequenceNode)chain["filters"])
                .Where(filter => filter["name"].ToString() == FilterName)
                .Select(filter => (YamlMappingNode)filter["typed_config"])
                .Distinct<YamlMappingNode>(ReferenceEqualityComparer.Instance),
        ];
    }
}
