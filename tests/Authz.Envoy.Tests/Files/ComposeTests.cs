using System.Net;
using System.Text.RegularExpressions;
using Authz.Envoy.Tests.Harness;
using Authz.Testing;

namespace Authz.Envoy.Tests.Files;

/// <summary>The containers, the demo without containers, and the configs that both run, are one topology.</summary>
public sealed partial class ComposeTests
{
    private readonly ComposeFile compose = ComposeFile.Load();
    private readonly DemoScript demo = new();

    public static TheoryData<string> Configs => [.. ConfigFiles.Names];

    [Fact]
    public void Containers_and_demo_start_the_same_servers() => Assert.Equal(
        compose.Services.Except(["certificates", "calls"]).Order(),
        demo.Servers.Order());

    [Fact]
    public void What_is_mounted_exists()
    {
        foreach (string source in compose.Services.SelectMany(compose.MountsOf).Select(mount => mount.Source))
        {
            if (source.StartsWith("./", StringComparison.Ordinal))
            {
                Assert.True(Path.Exists(Repository.PathTo(source[2..])), source);
            }
            else
            {
                Assert.Contains(source, compose.DeclaredVolumes);
            }
        }
    }

    [Fact]
    public void What_a_service_names_is_there()
    {
        string[] services = [.. compose.Services];
        foreach (string service in services)
        {
            Assert.Subset(services.ToHashSet(), compose.DependenciesOf(service).ToHashSet());
            Assert.Contains(compose.PodOf(service), services);
            Assert.Subset(compose.DeclaredNetworks.ToHashSet(), compose.NetworksOf(service).ToHashSet());
        }
    }

    [Fact]
    public void Every_image_that_is_built_is_a_target_of_the_Dockerfile()
    {
        string dockerfile = File.ReadAllText(Repository.PathTo("Dockerfile"));
        Assert.All(
            compose.Services.Select(compose.BuildTargetOf).OfType<string>(),
            target => Assert.Contains($" AS {target}\n", dockerfile, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_config_is_run_by_a_container_that_mounts_it()
    {
        string[] configs = [.. Directory.GetFiles(Repository.PathTo("envoy"), "*.yaml").Select(file => Path.GetFileName(file))];
        foreach (string config in configs)
        {
            Assert.Contains(compose.Services, service =>
                compose.CommandOf(service).Any(word => word.Contains($"/etc/envoy/{config}", StringComparison.Ordinal))
                && compose.MountsOf(service).Contains(($"./envoy/{config}", $"/etc/envoy/{config}")));
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_security_server_finds_every_name_of_its_config_on_its_networks(string config)
    {
        string[] found =
        [
            .. from network in compose.NetworksOf(config)
               from service in compose.Services
               where compose.PodOf(service) == service && compose.NetworksOf(service).Contains(network)
               from name in compose.NamesOf(service, network)
               select name,
        ];
        Assert.All(NamesIn(config), name => Assert.Contains(name, found));
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void The_demo_places_every_address_of_a_config(string config) =>
        Assert.Equal(AddressesIn(config).Order(), demo.AddressesOf(config).Order());

    [Theory]
    [InlineData("patient-records-app", "gateway", "external")]
    [InlineData("mcts-app", "gateway")]
    [InlineData("authz", "gateway", "external")]
    public void An_application_and_the_decision_service_are_reached_by_security_servers_only(
        string service, params string[] mayReach)
    {
        string[] others =
        [
            .. compose.Services.Where(other =>
                other != service
                && !other.EndsWith("-app", StringComparison.Ordinal)
                && compose.NetworksOf(other).Intersect(compose.NetworksOf(service)).Any()),
        ];
        Assert.Equal(mayReach.Order(), others.Order());
    }

    [Fact]
    public void The_application_of_the_pod_listens_on_the_loopback_of_the_pod() => Assert.Contains(
        "s/address: 0.0.0.0/address: 127.0.0.1/", Assert.Single(compose.CommandOf("hospital-app")), StringComparison.Ordinal);

    private static IEnumerable<string> AddressesIn(string config) => AddressLine()
        .Matches(EnvoyConfig.Bundled(config).Text)
        .Select(match => $"{match.Groups[1].Value}:{match.Groups[2].Value}")
        .Distinct();

    private static IEnumerable<string> NamesIn(string config) => AddressesIn(config)
        .Select(address => address.Split(':')[0])
        .Where(name => !IPAddress.TryParse(name, out _));

    // The header of each file names the pair in capitals.
    [GeneratedRegex("address: ([a-z0-9.-]+), port_value: ([0-9]+)")]
    private static partial Regex AddressLine();
}
