using System.Collections.Immutable;
using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Text;

namespace Authz.Cli.EnvoyChecks;

/// <summary>A filter chain that leads connections on which are no HTTP: each is asked about, by its name.</summary>
internal static class ConnectionCheck
{
    private static readonly ImmutableArray<Setting> proxy =
    [
        Setting.OneOf(EnvoyRules.ConnectedBefore, "upstream_connect_mode", "ON_DOWNSTREAM_DATA", "1"),
        Setting.Number(EnvoyRules.ConnectedBefore, "max_early_data_bytes", "65536"),
        Setting.Duration(EnvoyRules.Unbounded, "idle_timeout", "300s"),
        Setting.Duration(EnvoyRules.Unbounded, "max_downstream_connection_duration", "3600s"),
    ];

    /// <summary>The filter that leads on or answers; null: the chain has none, or is one of HTTP.</summary>
    public static FilterView? LastOf(FilterChainView chain) =>
        chain.Filters.Count == 0 || chain.Filters.Any(filter => filter.Is(TypeNames.ConnectionManager)) ? null : chain.Filters[^1];

    public static bool LeadsOn(FilterView last) => last.Type is not (TypeNames.Echo or TypeNames.ConnectionDirectResponse);

    public static void Check(CheckContext context, FilterChainView chain, FilterView last)
    {
        FilterView? authz = chain.Filters.SkipLast(1).FirstOrDefault(filter => filter.Is(TypeNames.ConnectionAuthz));
        if (authz is null)
        {
            context.Findings.Report(
                EnvoyRules.ConnectionNotAsked, last.Value, $"no ext_authz filter stands before `{last.Name}`",
                new Mend(MendKind.InsertBeforeLast, chain.Value["filters"], FilterYaml.Connections));
        }
        else if (authz.IsDiscovered)
        {
            context.Findings.Report(EnvoyRules.NotSeen, authz.Value, $"the settings of `{authz.Name}` are not in the file");
        }
        else
        {
            AuthzFilterSettings.CheckConnections(context, authz.Config, chain.TakesClientCertificates);
        }

        if (last.Type.Length == 0)
        {
            context.Findings.Report(EnvoyRules.NotSeen, last.Value, $"the settings of `{last.Name}` are not in the file");
        }
        else if (last.Is(TypeNames.TcpProxy))
        {
            foreach (Setting setting in proxy)
            {
                setting.Check(context, last.Config);
            }
        }

        CheckNames(context, chain);
    }

    private static void CheckNames(CheckContext context, FilterChainView chain)
    {
        ConfigValue match = chain.Value["filter_chain_match"];
        if (!chain.ServerNames.Any())
        {
            context.Findings.Report(
                EnvoyRules.EveryName, match["server_names"], "the chain names no `server_names`",
                Mend.Example(chain.Value, "filter_chain_match: {server_names: [replica.statistics.sandbox.gov]}"));
        }

        foreach (ConfigValue name in chain.ServerNames)
        {
            if (name.Text.StartsWith('*'))
            {
                context.Findings.Report(
                    EnvoyRules.EveryName, name, $"`{name.Text}` takes every name below it",
                    Mend.Example(match, "server_names: [replica.statistics.sandbox.gov]"));
            }
            else if (context.Policies is { } policies && !policies.ServerNames.Contains(name.Text.ToLowerInvariant()))
            {
                string hint = SimilarName.Find(name.Text, policies.ServerNames) is { } similar ? $"; did you mean `{similar}`?" : "";
                context.Findings.Report(EnvoyRules.UnknownServerName, name, $"no tcp service of the policies has the sni `{name.Text}`{hint}");
            }
        }
    }
}
