using Authz.Policies.Syntax.Yaml;

namespace Authz.Cli.EnvoyConfigs;

/// <summary>
/// Finds listeners, routes and clusters in a bootstrap, a `/config_dump`, an answer of an xDS server, or a single resource.
/// </summary>
internal sealed class EnvoyConfigReader
{
    private readonly List<ConfigValue> bootstraps = [];
    private readonly List<ConfigValue> listeners = [];
    private readonly List<ConfigValue> managers = [];
    private readonly List<ConfigValue> routeConfigurations = [];
    private readonly List<ConfigValue> clusters = [];
    private bool isDump;

    private EnvoyConfigReader()
    {
    }

    public static EnvoyConfig Read(YamlNode document)
    {
        var reader = new EnvoyConfigReader();
        ConfigValue root = ConfigValue.Root(document);
        reader.Take(root);
        return reader.Finish(root);
    }

    private void Take(ConfigValue value)
    {
        foreach (ConfigValue item in value.Items)
        {
            Take(item);
        }

        if (value.Node is not YamlMapping)
        {
            return;
        }

        if (value["configs"].Node is YamlSequence)
        {
            isDump = true;
            TakeAll(value["configs"].Items);
        }
        else if (value["resources"].Node is YamlSequence)
        {
            TakeAll(value["resources"].Items);
        }
        else
        {
            TakeMessage(value);
        }
    }

    private void TakeAll(IEnumerable<ConfigValue> values)
    {
        foreach (ConfigValue value in values)
        {
            // A delta answer has each resource in an envelope.
            TakeMessage(value["resource"].IsThere ? value["resource"] : value);
        }
    }

    private void TakeMessage(ConfigValue value)
    {
        (string type, ConfigValue message) = TypedConfig.Of(value);
        switch (type.Length > 0 ? type : ShapeOf(message))
        {
            case TypeNames.Bootstrap:
                TakeBootstrap(message, hasResources: true);
                break;
            case TypeNames.Listener:
                listeners.Add(message);
                break;
            case TypeNames.ConnectionManager:
                managers.Add(message);
                break;
            case TypeNames.RouteConfiguration:
                routeConfigurations.Add(message);
                break;
            case TypeNames.Cluster:
                clusters.Add(message);
                break;
            default:
                TakeDump(message);
                break;
        }
    }

    /// <summary>What an unnamed message must be by its fields.</summary>
    private static string ShapeOf(ConfigValue value) =>
        value["static_resources"].IsThere || value["dynamic_resources"].IsThere || value["layered_runtime"].IsThere ? TypeNames.Bootstrap
        : value["filter_chains"].IsThere || value["default_filter_chain"].IsThere ? TypeNames.Listener
        : value["http_filters"].IsThere ? TypeNames.ConnectionManager
        : value["virtual_hosts"].IsThere ? TypeNames.RouteConfiguration
        : value["load_assignment"].IsThere ? TypeNames.Cluster
        : "";

    private void TakeBootstrap(ConfigValue bootstrap, bool hasResources)
    {
        bootstraps.Add(bootstrap);

        // A dump says its listeners again on their own, as they are in force.
        if (hasResources)
        {
            listeners.AddRange(bootstrap.At("static_resources.listeners").Items);
            clusters.AddRange(bootstrap.At("static_resources.clusters").Items);
        }
    }

    private void TakeDump(ConfigValue dump)
    {
        if (dump["bootstrap"].IsThere)
        {
            isDump = true;
            TakeBootstrap(dump["bootstrap"], hasResources: false);
        }

        Add(listeners, dump["static_listeners"].Items.Append(dump).Select(item => item["listener"]));
        IEnumerable<ConfigValue> states = dump["dynamic_listeners"].Items.Append(dump)
            .SelectMany(item => new[] { item["active_state"], item["warming_state"], item["draining_state"] });
        Add(listeners, states.Select(state => state["listener"]));
        IEnumerable<ConfigValue> routes = dump["static_route_configs"].Items.Concat(dump["dynamic_route_configs"].Items).Append(dump);
        Add(routeConfigurations, routes.Select(item => item["route_config"]));
        IEnumerable<ConfigValue> active = dump["static_clusters"].Items.Concat(dump["dynamic_active_clusters"].Items)
            .Concat(dump["dynamic_warming_clusters"].Items).Append(dump);
        Add(clusters, active.Select(item => item["cluster"]));
    }

    private static void Add(List<ConfigValue> list, IEnumerable<ConfigValue> values) =>
        list.AddRange(values.Where(value => value.Node is YamlMapping));

    private EnvoyConfig Finish(ConfigValue root)
    {
        var reader = new RouteReader(routeConfigurations.ToLookup(item => item["name"].Text, StringComparer.Ordinal));
        ListenerView[] views = [.. listeners.Select(value => new ListenerView(value))];
        var found = managers.Select(value => reader.Manager(value, null)).ToList();
        foreach (ListenerView listener in views)
        {
            found.AddRange(
                from chain in listener.Chains
                from filter in chain.Filters
                where filter.Type == TypeNames.ConnectionManager
                select reader.Manager(filter.Config, chain));
            TypedConfig api = TypedConfig.Of(listener.ApiListener);
            if (api.Type == TypeNames.ConnectionManager)
            {
                found.Add(reader.Manager(api.Value, null));
            }
        }

        return new EnvoyConfig
        {
            Root = root,
            IsDump = isDump,
            Bootstraps = bootstraps,
            Listeners = views,
            Managers = found,
            LooseRouteConfigurations = found.Count == 0 ? routeConfigurations : [],
            Clusters = clusters,
        };
    }
}
