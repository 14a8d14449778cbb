using Authz.Testing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Authz.Envoy.Tests.Files;

/// <summary>docker-compose.yml, as far as it can be judged without a container engine.</summary>
internal sealed class ComposeFile
{
    private const string ServicePrefix = "service:";

    private readonly YamlMappingNode root;

    private ComposeFile(YamlMappingNode root) => this.root = root;

    public IEnumerable<string> Services => Keys(root, "services");

    public IEnumerable<string> DeclaredVolumes => Keys(root, "volumes");

    public IEnumerable<string> DeclaredNetworks => Keys(root, "networks");

    public static ComposeFile Load()
    {
        using StreamReader reader = File.OpenText(Repository.PathTo("docker-compose.yml"));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(reader)));
        return new ComposeFile((YamlMappingNode)stream.Documents[0].RootNode);
    }

    /// <summary>`source` and `target` of each mount.</summary>
    public IEnumerable<(string Source, string Target)> MountsOf(string service) => Words(service, "volumes")
        .Select(mount => mount.Split(':'))
        .Select(parts => (parts[0], parts[1]));

    public IEnumerable<string> CommandOf(string service) => Words(service, "command");

    public string? BuildTargetOf(string service) => ConfigFiles.At(Service(service), "build.target");

    public IEnumerable<string> DependenciesOf(string service) => Keys(Service(service), "depends_on");

    /// <summary>The service in whose network namespace this one is: itself, unless it says another.</summary>
    public string PodOf(string service)
    {
        string? mode = ConfigFiles.At(Service(service), "network_mode");
        return mode is null ? service : mode[ServicePrefix.Length..];
    }

    public IEnumerable<string> NetworksOf(string service)
    {
        YamlMappingNode pod = Service(PodOf(service));
        return pod.Children.TryGetValue(new YamlScalarNode("networks"), out YamlNode? networks)
            ? networks is YamlMappingNode ? Keys(pod, "networks") : Words(PodOf(service), "networks")
            : [];
    }

    /// <summary>The names under which others on that network find this service.</summary>
    public IEnumerable<string> NamesOf(string service, string network)
    {
        YamlNode networks = Service(service)["networks"];
        return networks is YamlMappingNode mapping
            && mapping[network] is YamlMappingNode settings
            && settings.Children.TryGetValue(new YamlScalarNode("aliases"), out YamlNode? aliases)
            ? [service, .. ((YamlSequenceNode)aliases).Select(alias => alias.ToString())]
            : [service];
    }

    private YamlMappingNode Service(string name) => (YamlMappingNode)root["services"][name];

    private IEnumerable<string> Words(string service, string key) =>
        Service(service).Children.TryGetValue(new YamlScalarNode(key), out YamlNode? words)
            ? ((YamlSequenceNode)words).Select(word => word.ToString())
            : [];

    private static IEnumerable<string> Keys(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? keys) && keys is YamlMappingNode mapping
            ? mapping.Children.Keys.Select(child => child.ToString())
            : [];
}
