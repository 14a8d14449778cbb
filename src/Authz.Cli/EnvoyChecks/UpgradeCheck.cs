using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>Upgrades and tunnels, of a connection manager or a route.</summary>
internal static class UpgradeCheck
{
    private const string Tunnel = "CONNECT";

    public static void Check(CheckContext context, ConfigValue owner)
    {
        foreach (ConfigValue upgrade in owner["upgrade_configs"].Items.Where(item => !item["enabled"].IsFalse))
        {
            string type = upgrade["upgrade_type"].Text;
            bool isTunnel = type.StartsWith(Tunnel, StringComparison.OrdinalIgnoreCase) || upgrade["connect_config"].IsThere;
            ConfigValue filters = upgrade["filters"];
            bool passesBy = filters.Count > 0 && !filters.Items.Any(item => new FilterView(item).Is(TypeNames.HttpAuthz));
            if (isTunnel || passesBy)
            {
                context.Findings.Report(
                    EnvoyRules.UpgradePasses,
                    upgrade,
                    passesBy ? $"upgrades to `{type}` have filters of their own, without ext_authz" : $"`{type}` leads a tunnel on",
                    Mend.Remove(upgrade));
            }
            else
            {
                context.Findings.Report(EnvoyRules.UpgradeTaken, upgrade, $"upgrades to `{type}` are taken", Mend.Remove(upgrade));
            }
        }

        ConfigValue extended = owner.At("http2_protocol_options.allow_connect");
        if (extended.IsTrue)
        {
            context.Findings.Report(EnvoyRules.UpgradeTaken, extended, "`allow_connect` takes upgrades over HTTP/2", Mend.Remove(extended));
        }
    }
}
