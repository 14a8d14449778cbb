using Authz.Envoy.Tests.Harness;
using YamlDotNet.RepresentationModel;

namespace Authz.Envoy.Tests.Files;

/// <summary>Every route says which service it leads to, and what leads nowhere is refused and not just not found.</summary>
public sealed class RouteTests
{
    public static TheoryData<string> Configs => [.. ConfigFiles.Names];

    [Theory]
    [MemberData(nameof(Configs))]
    public void Every_route_is_bound_and_says_what_its_listener_sends(string config)
    {
        foreach (YamlMappingNode manager in ConnectionManagers.Of(ConfigFiles.Load(config)))
        {
            foreach (YamlMappingNode route in ConfigFiles.VirtualHostsOf(manager).SelectMany(ConfigFiles.RoutesOf))
            {
                string name = route["name"].ToString();
                Assert.Equal(name, Extension(route, "authz.service"));
                Assert.NotNull(Extension(route, "authz.sends"));
                Assert.Null(ConfigFiles.At(AuthzOf(route), "disabled"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void Hosts_are_named_and_paths_end_at_a_segment(string config)
    {
        foreach (YamlMappingNode manager in ConnectionManagers.Of(ConfigFiles.Load(config)))
        {
            foreach (YamlMappingNode host in ConfigFiles.VirtualHostsOf(manager).SkipLast(1))
            {
                Assert.DoesNotContain("*", host["domains"].ToString(), StringComparison.Ordinal);
                Assert.All(ConfigFiles.RoutesOf(host).SkipLast(1), route =>
                    Assert.StartsWith("/r1/", ConfigFiles.At(route, "match.path_separated_prefix"), StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void What_nothing_matches_is_asked_about_and_answered_404(string config)
    {
        foreach (YamlMappingNode manager in ConnectionManagers.Of(ConfigFiles.Load(config)))
        {
            YamlMappingNode[] hosts = [.. ConfigFiles.VirtualHostsOf(manager)];
            Assert.Equal("*", hosts[^1]["domains"][0].ToString());
            foreach (YamlMappingNode last in hosts.Select(host => ConfigFiles.RoutesOf(host)[^1]))
            {
                Assert.Equal("/", ConfigFiles.At(last, "match.prefix"));
                Assert.Equal("404", ConfigFiles.At(last, "direct_response.status"));
                Assert.Equal("none", Extension(last, "authz.service"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_caller_is_named_by_the_route_only_on_the_loopback(string config)
    {
        YamlStream stream = ConfigFiles.Load(config);
        foreach (YamlNode listener in (YamlSequenceNode)stream.Documents[0].RootNode["static_resources"]["listeners"])
        {
            if (listener["name"].ToString() == ConnectionManagers.ProbesListener)
            {
                continue;
            }

            bool isLoopback = ConfigFiles.At(listener, "address.socket_address.address") == "127.0.0.1";
            IEnumerable<YamlMappingNode> routes = ConnectionManagers.Of(stream, listener["name"].ToString())
                .SelectMany(ConfigFiles.VirtualHostsOf)
                .SelectMany(ConfigFiles.RoutesOf);
            Assert.All(routes, route => Assert.Equal(isLoopback, Extension(route, "authz.caller") is not null));
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void A_listener_that_others_can_reach_takes_nobody_without_a_certificate(string config)
    {
        foreach (YamlNode listener in (YamlSequenceNode)ConfigFiles.Load(config).Documents[0].RootNode["static_resources"]["listeners"])
        {
            bool isForProbes = listener["name"].ToString() == ConnectionManagers.ProbesListener;
            if (isForProbes || ConfigFiles.At(listener, "address.socket_address.address") == "127.0.0.1")
            {
                continue;
            }

            foreach (YamlNode chain in (YamlSequenceNode)listener["filter_chains"])
            {
                YamlNode tls = chain["transport_socket"]["typed_config"];
                YamlNode common = tls["common_tls_context"];
                Assert.Equal("true", ConfigFiles.At(tls, "require_client_certificate"));
                Assert.Equal("TLSv1_3", ConfigFiles.At(common, "tls_params.tls_minimum_protocol_version"));
                Assert.Equal(
                    "envoy.tls.cert_validator.spiffe",
                    ConfigFiles.At(common, "validation_context.custom_validator_config.name"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Configs))]
    public void The_listener_of_the_probes_leads_nowhere(string config)
    {
        YamlMappingNode manager = Assert.Single(ConnectionManagers.Of(ConfigFiles.Load(config), ConnectionManagers.ProbesListener));

        Assert.Equal("envoy.filters.http.router", Assert.Single(ConfigFiles.FiltersOf(manager))["name"].ToString());
        YamlMappingNode route = Assert.Single(ConfigFiles.RoutesOf(Assert.Single(ConfigFiles.VirtualHostsOf(manager))));
        Assert.Equal("200", ConfigFiles.At(route, "direct_response.status"));
        Assert.Null(ConfigFiles.At(route, "route"));
    }

    private static YamlNode AuthzOf(YamlMappingNode route) =>
        route["typed_per_filter_config"]["envoy.filters.http.ext_authz"];

    private static string? Extension(YamlMappingNode route, string name)
    {
        var extensions = (YamlMappingNode)AuthzOf(route)["check_settings"]["context_extensions"];
        return extensions.Children.TryGetValue(new YamlScalarNode(name), out YamlNode? value) ? value.ToString() : null;
    }
}
