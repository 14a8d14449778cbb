namespace Authz.Cli.EnvoyConfigs;

/// <summary>An HTTP connection manager with the routes that could be found.</summary>
/// <param name="Chain">Null: where it stands is not in the file.</param>
internal sealed record ConnectionManagerView(ConfigValue Value, FilterChainView? Chain)
{
    public IReadOnlyList<FilterView> Filters { get; } = [.. Value["http_filters"].Items.Select(item => new FilterView(item))];

    public required IReadOnlyList<RouteView> Routes { get; init; }

    /// <summary>Where routes stand that are not in the file.</summary>
    public required IReadOnlyList<ConfigValue> UnseenRoutes { get; init; }

    public bool LeadsOn => UnseenRoutes.Count > 0 || Routes.Any(route => route.LeadsOn);

    /// <summary>Nobody but processes of this machine can call.</summary>
    public bool IsLocal => Chain is { Listener.IsLocal: true };
}
