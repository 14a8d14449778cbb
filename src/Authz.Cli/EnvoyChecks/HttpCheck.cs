using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>An HTTP connection manager: every request that it leads on is asked about.</summary>
internal static class HttpCheck
{
    public static void Check(CheckContext context, ConnectionManagerView manager)
    {
        foreach (ConfigValue unseen in manager.UnseenRoutes)
        {
            context.Findings.Report(EnvoyRules.NotSeen, unseen, "the routes of this connection manager are not in the file");
        }

        IReadOnlyList<FilterView> authz = AuthzFiltersOf(manager);
        if (manager.LeadsOn)
        {
            CheckFilters(context, manager, authz);
            ConnectionManagerSettings.Check(context, manager.Value);
            UpgradeCheck.Check(context, manager.Value);
        }

        AuthzView[] views = [.. authz.Select(filter => AuthzView.Of(filter, manager.Chain))];
        if (manager.LeadsOn)
        {
            ForwardedCertificateCheck.Check(context, manager, views);
        }

        foreach (RouteView route in manager.Routes)
        {
            RouteCheck.Check(context, route, views);
        }
    }

    /// <summary>Those that a request comes to: none stands behind the router.</summary>
    private static FilterView[] AuthzFiltersOf(ConnectionManagerView manager) =>
        [.. manager.Filters.TakeWhile(filter => !filter.Is(TypeNames.Router)).Where(filter => filter.Is(TypeNames.HttpAuthz))];

    private static void CheckFilters(CheckContext context, ConnectionManagerView manager, IReadOnlyList<FilterView> authz)
    {
        if (authz.Count == 0)
        {
            bool isBehind = manager.Filters.Any(filter => filter.Is(TypeNames.HttpAuthz));
            context.Findings.Report(
                EnvoyRules.NotAsked,
                manager.Value["http_filters"],
                isBehind ? "the ext_authz filter stands behind the router, where no request comes to" : "there is no ext_authz filter before the router",
                new Mend(isBehind ? MendKind.Example : MendKind.InsertBeforeLast, manager.Value["http_filters"], FilterYaml.Http));
            return;
        }

        foreach (FilterView filter in authz)
        {
            ConfigValue switchedOff = filter.Value["disabled"];
            if (switchedOff.IsTrue)
            {
                context.Findings.Report(
                    EnvoyRules.SwitchedOff, switchedOff, $"`{filter.Name}` is off wherever a route does not switch it on", Mend.Remove(switchedOff));
            }

            if (filter.IsDiscovered)
            {
                context.Findings.Report(EnvoyRules.NotSeen, filter.Value, $"the settings of `{filter.Name}` are not in the file");
            }
            else
            {
                bool hasCertificates = manager.Chain is null || manager.Chain.TakesClientCertificates;
                AuthzFilterSettings.CheckHttp(context, filter.Config, hasCertificates);
            }
        }

        FilterOrderCheck.Check(context, manager, authz);
    }
}
