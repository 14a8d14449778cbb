namespace Authz.Cli.EnvoyConfigs;

/// <summary>What an Envoy file holds, of whatever kind it is.</summary>
internal sealed record EnvoyConfig
{
    public required ConfigValue Root { get; init; }

    /// <summary>A dump leaves out what has protobuf's default, so that nothing can be said of what is missing there.</summary>
    public required bool IsDump { get; init; }

    /// <summary>Whole configurations, with administration, runtime and overload; none in a fragment.</summary>
    public required IReadOnlyList<ConfigValue> Bootstraps { get; init; }

    public required IReadOnlyList<ListenerView> Listeners { get; init; }

    public required IReadOnlyList<ConnectionManagerView> Managers { get; init; }

    /// <summary>Route configurations that no connection manager of the file takes.</summary>
    public required IReadOnlyList<ConfigValue> LooseRouteConfigurations { get; init; }

    public required IReadOnlyList<ConfigValue> Clusters { get; init; }

    public bool IsEmpty => Listeners.Count == 0 && Managers.Count == 0 && LooseRouteConfigurations.Count == 0;
}
