using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>Everything that a configuration is held to.</summary>
internal static class EnvoyChecker
{
    private const string InspectorYaml =
        $$"""
        - name: envoy.filters.listener.tls_inspector
          typed_config:
            "@type": type.googleapis.com/{{TypeNames.TlsInspector}}
        """;

    /// <param name="policies">Null: the configuration is looked at alone.</param>
    public static EnvoyFindings Check(EnvoyConfig config, PolicyFacts? policies)
    {
        var findings = new EnvoyFindings();
        var context = new CheckContext(config, policies, findings);
        if (config.IsEmpty)
        {
            findings.Report(
                EnvoyRules.NothingToCheck,
                config.Root,
                "there is no listener, HTTP connection manager or route configuration here");
        }

        SpellingCheck.Check(context);
        foreach (ConfigValue bootstrap in config.Bootstraps)
        {
            BootstrapCheck.Check(context, bootstrap);
        }

        foreach (ConnectionManagerView manager in config.Managers)
        {
            HttpCheck.Check(context, manager);
        }

        foreach (ConfigValue configuration in config.LooseRouteConfigurations)
        {
            foreach (RouteView route in RouteReader.RoutesOf(configuration))
            {
                RouteCheck.Check(context, route, [AuthzView.Unseen]);
            }
        }

        foreach (ListenerView listener in config.Listeners)
        {
            CheckListener(context, listener);
        }

        DecisionClusterCheck.Check(context, AuthzFiltersOf(config));
        foreach (ConfigValue cluster in config.Clusters)
        {
            ServiceClusterCheck.Check(context, cluster);
        }

        return findings;
    }

    private static void CheckListener(CheckContext context, ListenerView listener)
    {
        foreach (FilterView filter in listener.UdpFilters)
        {
            context.Findings.Report(EnvoyRules.DatagramsNotAsked, filter.Value, $"`{filter.Name}` leads datagrams on, and nobody is asked about them");
        }

        foreach (FilterChainView chain in listener.Chains)
        {
            FilterView? last = ConnectionCheck.LastOf(chain);
            bool leadsConnections = last is not null && ConnectionCheck.LeadsOn(last);
            if (last is not null && leadsConnections)
            {
                ConnectionCheck.Check(context, chain, last);
            }

            if (leadsConnections || LeadsRequests(context, chain))
            {
                TlsCheck.Check(context, chain);
            }
        }

        ReportDiscovered(context, listener);
        bool usesNames = listener.Chains.Any(chain => chain.ServerNames.Any());
        if (usesNames && !listener.HasListenerFilter(TypeNames.TlsInspector))
        {
            context.Findings.Report(
                EnvoyRules.NamesNotRead,
                listener.Value["listener_filters"],
                "chains are chosen by `server_names`, and no TLS inspector reads them",
                new Mend(
                    listener.Value["listener_filters"].IsThere ? MendKind.Append : MendKind.Set,
                    listener.Value["listener_filters"].IsThere ? listener.Value["listener_filters"] : listener.Value,
                    (listener.Value["listener_filters"].IsThere ? "" : "listener_filters:\n") + InspectorYaml));
        }
    }

    private static bool LeadsRequests(CheckContext context, FilterChainView chain) =>
        context.Config.Managers.Any(manager => ReferenceEquals(manager.Chain, chain) && manager.LeadsOn);

    private static void ReportDiscovered(CheckContext context, ListenerView listener)
    {
        IEnumerable<FilterView> discovered = listener.Chains
            .SelectMany(chain => chain.Filters)
            .Where(filter => filter.IsDiscovered && filter.Is(TypeNames.ConnectionManager));
        foreach (FilterView filter in discovered)
        {
            context.Findings.Report(EnvoyRules.NotSeen, filter.Value, $"the HTTP connection manager `{filter.Name}` is not in the file");
        }
    }

    private static IEnumerable<ConfigValue> AuthzFiltersOf(EnvoyConfig config) =>
        config.Managers.SelectMany(manager => manager.Filters)
            .Concat(config.Listeners.SelectMany(listener => listener.Chains).SelectMany(chain => chain.Filters))
            .Where(filter => filter.Type is TypeNames.HttpAuthz or TypeNames.ConnectionAuthz)
            .Select(filter => filter.Config);
}
