namespace Authz.Cli.EnvoyConfigs;

/// <summary>A route, or one of the clusters that it divides its requests between, with what stands around it.</summary>
/// <param name="Levels">From the outermost to the innermost: route configuration, virtual host, route, weighted cluster.</param>
internal sealed record RouteView(ConfigValue Value, ConfigValue VirtualHost, IReadOnlyList<ConfigValue> Levels)
{
    public ConfigValue Action => Value["route"];

    /// <summary>A request that matches goes on to a cluster, or to something that is not known not to.</summary>
    public bool LeadsOn => !Value["direct_response"].IsThere && !Value["redirect"].IsThere && !Value["non_forwarding_action"].IsThere;

    /// <summary>What the levels say about a filter, from the outermost to the innermost; levels that say nothing are left out.</summary>
    public IEnumerable<RouteFilterView> OfFilter(string name) => Levels
        .Select(level => level["typed_per_filter_config"].Entry(name))
        .Where(config => config.IsThere)
        .Select(config => new RouteFilterView(config));
}
