using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Syntax.Yaml;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What concerns the whole process: administration, runtime, overload.</summary>
internal static class BootstrapCheck
{
    private const string OverloadYaml =
        """
        overload_manager:
          refresh_interval: 0.25s
          resource_monitors:
          - name: envoy.resource_monitors.global_downstream_max_connections
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.resource_monitors.downstream_connections.v3.DownstreamConnectionsConfig
              max_active_downstream_connections: 10000
        """;

    private static readonly string[] guards = ["envoy.reloadable_features.", "envoy.restart_features."];

    public static void Check(CheckContext context, ConfigValue bootstrap)
    {
        ConfigValue address = bootstrap.At("admin.address");
        if (address.IsThere && !LocalAddress.Is(address))
        {
            context.Findings.Report(
                EnvoyRules.OpenAdministration, address, "the administration listens where others can connect",
                Mend.Set(address, "socket_address: {address: 127.0.0.1}"));
        }

        if (bootstrap.At("overload_manager.resource_monitors").Count == 0)
        {
            context.Findings.Report(
                EnvoyRules.NoOverloadManager, bootstrap["overload_manager"], "`overload_manager` watches nothing", Mend.Set(bootstrap, OverloadYaml));
        }

        bool isLateSeen = context.Config.IsDump;
        ConfigValue discovered = bootstrap.At("dynamic_resources.lds_config");
        if (discovered.IsThere && !isLateSeen)
        {
            context.Findings.Report(EnvoyRules.NotSeen, discovered, "listeners are fetched while Envoy runs");
        }

        foreach (ConfigValue layer in bootstrap.At("layered_runtime.layers").Items)
        {
            CheckLayer(context, layer);
        }
    }

    private static void CheckLayer(CheckContext context, ConfigValue layer)
    {
        CheckRuntime(context, layer["static_layer"], "");
        foreach (ConfigValue source in new[] { layer["rtds_layer"], layer["disk_layer"] }.Where(source => source.IsThere))
        {
            context.Findings.Report(EnvoyRules.RuntimeFromElsewhere, source, $"`{source.Key}` is read while Envoy runs", Mend.Remove(layer));
        }
    }

    /// <param name="prefix">Keys may be nested at their dots.</param>
    private static void CheckRuntime(CheckContext context, ConfigValue values, string prefix)
    {
        foreach (ConfigValue value in values.Entries)
        {
            string name = prefix + value.Key;
            if (value.Node is YamlMapping)
            {
                CheckRuntime(context, value, name + ".");
            }
            else if (!value.IsTrue && guards.Any(guard => name.StartsWith(guard, StringComparison.Ordinal)))
            {
                context.Findings.Report(EnvoyRules.FixReverted, value, $"`{name}` is `{value.Text}`", Mend.Remove(value));
            }
        }
    }
}
