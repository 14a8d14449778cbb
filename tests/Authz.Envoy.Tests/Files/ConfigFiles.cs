using Authz.Envoy.Tests.Harness;
using YamlDotNet.RepresentationModel;

namespace Authz.Envoy.Tests.Files;

/// <summary>The bundled configs as YAML.</summary>
internal static class ConfigFiles
{
    public static readonly string[] Names = ["gateway", "sidecar", "external"];

    public static YamlStream Load(string name)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(EnvoyConfig.Bundled(name).Text));
        return stream;
    }

    /// <summary>What stands at `a.b.c`, as a word; null when it is not there.</summary>
    public static string? At(YamlNode node, string path)
    {
        foreach (string key in path.Split('.'))
        {
            if (node is not YamlMappingNode mapping || !mapping.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? next))
            {
                return null;
            }

            node = next;
        }

        return node.ToString();
    }

    public static YamlMappingNode AuthzFilterOf(YamlMappingNode manager) =>
        (YamlMappingNode)FiltersOf(manager)[^2]["typed_config"];

    public static IList<YamlNode> FiltersOf(YamlMappingNode manager) => ((YamlSequenceNode)manager["http_filters"]).Children;

    public static IEnumerable<YamlMappingNode> VirtualHostsOf(YamlMappingNode manager) =>
        ((YamlSequenceNode)manager["route_config"]["virtual_hosts"]).Cast<YamlMappingNode>();

    public static IReadOnlyList<YamlMappingNode> RoutesOf(YamlMappingNode virtualHost) =>
        [.. ((YamlSequenceNode)virtualHost["routes"]).Cast<YamlMappingNode>()];
}
