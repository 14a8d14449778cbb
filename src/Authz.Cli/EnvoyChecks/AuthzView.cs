using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>An ext_authz filter as routes see it.</summary>
/// <param name="Name">By which routes speak of it.</param>
/// <param name="Config">Null: it is not in the file, or comes from elsewhere.</param>
/// <param name="Chain">Null: where it stands is not in the file.</param>
internal sealed record AuthzView(string Name, ConfigValue? Config, FilterChainView? Chain)
{
    public const string UsualName = "envoy.filters.http.ext_authz";

    public static AuthzView Unseen { get; } = new(UsualName, null, null);

    public static AuthzView Of(FilterView filter, FilterChainView? chain) =>
        new(filter.Name, filter.IsDiscovered ? null : filter.Config, chain);
}
