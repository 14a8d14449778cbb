using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <param name="Policies">Null: the configuration is looked at alone.</param>
internal sealed record CheckContext(EnvoyConfig Config, PolicyFacts? Policies, EnvoyFindings Findings);
