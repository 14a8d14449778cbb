using Authz.Policies.Syntax.Yaml;

namespace Authz.Cli.EnvoyConfigs;

/// <summary>Route configurations to their routes, those in matcher trees included.</summary>
internal sealed class RouteReader
{
    private readonly ILookup<string, ConfigValue> named;

    /// <param name="named">Route configurations of the file that have a name, by it.</param>
    public RouteReader(ILookup<string, ConfigValue> named) => this.named = named;

    public ConnectionManagerView Manager(ConfigValue value, FilterChainView? chain)
    {
        var routes = new List<RouteView>();
        var unseen = new List<ConfigValue>();
        foreach (ConfigValue configuration in ConfigurationsOf(value, unseen))
        {
            routes.AddRange(RoutesOf(configuration));
            if (configuration["vhds"].IsThere)
            {
                unseen.Add(configuration["vhds"]);
            }
        }

        return new ConnectionManagerView(value, chain) { Routes = routes, UnseenRoutes = unseen };
    }

    public static IEnumerable<RouteView> RoutesOf(ConfigValue configuration) =>
        from host in configuration["virtual_hosts"].Items
        from route in host["routes"].Items.Concat(InMatcher(host["matcher"]))
        from view in ViewsOf(configuration, host, route)
        select view;

    private ConfigValue[] ConfigurationsOf(ConfigValue manager, List<ConfigValue> unseen)
    {
        if (manager["route_config"].IsThere)
        {
            return [manager["route_config"]];
        }

        if (manager["rds"].IsThere)
        {
            return Named(manager.At("rds.route_config_name"), manager["rds"], unseen);
        }

        ConfigValue scoped = manager["scoped_routes"];
        ConfigValue list = scoped.At("scoped_route_configurations_list.scoped_route_configurations");
        if (!list.IsThere)
        {
            // Neither routes nor where they come from: Envoy takes no such manager, and nothing can be said of it.
            unseen.Add(scoped.IsThere ? scoped : manager["route_config"]);
        }

        return
        [
            .. list.Items.SelectMany(scope => scope["route_configuration"].IsThere
                ? [scope["route_configuration"]]
                : Named(scope["route_configuration_name"], scope, unseen)),
        ];
    }

    private ConfigValue[] Named(ConfigValue name, ConfigValue source, List<ConfigValue> unseen)
    {
        ConfigValue[] found = [.. named[name.Text]];
        if (found.Length == 0)
        {
            unseen.Add(source);
        }

        return found;
    }

    private static IEnumerable<RouteView> ViewsOf(ConfigValue configuration, ConfigValue host, ConfigValue route)
    {
        ConfigValue[] levels = [configuration, host, route];
        ConfigValue[] clusters = [.. route.At("route.weighted_clusters.clusters").Items];
        return clusters.Length == 0
            ? [new RouteView(route, host, levels)]
            : clusters.Select(cluster => new RouteView(route, host, [.. levels, cluster]));
    }

    // Wherever in the tree an action stands: on a match, or for what nothing matches.
    private static IEnumerable<ConfigValue> InMatcher(ConfigValue value)
    {
        TypedConfig typed = TypedConfig.Of(value);
        return typed.Type switch
        {
            TypeNames.Route => [typed.Value],
            TypeNames.RouteList => typed.Value["routes"].Items,
            _ => value.Node is YamlMapping or YamlSequence ? value.Entries.Concat(value.Items).SelectMany(InMatcher) : [],
        };
    }
}
