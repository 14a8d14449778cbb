using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>What stands before and behind the ext_authz filter.</summary>
internal static class FilterOrderCheck
{
    public static void Check(CheckContext context, ConnectionManagerView manager, IReadOnlyList<FilterView> authz)
    {
        int last = IndexOf(manager, authz[^1]);
        for (int i = 0; i < manager.Filters.Count; i++)
        {
            FilterView filter = manager.Filters[i];
            if (filter.Is(TypeNames.Router))
            {
                CheckUpstream(context, filter.Config["upstream_http_filters"]);
                return;
            }

            if (i < last)
            {
                CheckBefore(context, filter);
            }
            else if (i > last)
            {
                CheckBehind(context, manager, filter, authz[^1]);
            }
        }
    }

    /// <summary>Filters on the way to the service, behind the decision and the router.</summary>
    public static void CheckUpstream(CheckContext context, ConfigValue filters)
    {
        foreach (FilterView filter in filters.Items.Select(item => new FilterView(item)))
        {
            bool isChanging = HttpFilterKinds.ChangesRequests(filter.Type);
            if (isChanging || !HttpFilterKinds.IsKnown(filter.Type))
            {
                context.Findings.Report(
                    isChanging ? EnvoyRules.ChangedAfter : EnvoyRules.UnknownAfter,
                    filter.Value,
                    $"{Describe(filter)} stands behind the router");
            }
        }
    }

    private static void CheckBefore(CheckContext context, FilterView filter)
    {
        if (HttpFilterKinds.AnswersFromStore(filter.Type))
        {
            context.Findings.Report(
                EnvoyRules.AnsweredBefore, filter.Value, $"the filter `{filter.Name}` answers from its store before anybody is asked",
                Mend.Example(filter.Value, "# behind ext_authz, so that everybody is asked about"));
        }
        else if (!HttpFilterKinds.IsKnown(filter.Type))
        {
            context.Findings.Report(EnvoyRules.UnknownBefore, filter.Value, $"{Describe(filter)} is not known here, and was not looked at");
        }
    }

    private static void CheckBehind(CheckContext context, ConnectionManagerView manager, FilterView filter, FilterView authz)
    {
        // What stores answers may stand there: whoever comes to it was decided on.
        if (HttpFilterKinds.AnswersFromStore(filter.Type))
        {
            return;
        }

        bool isChanging = HttpFilterKinds.ChangesRequests(filter.Type);
        if (isChanging || !HttpFilterKinds.IsKnown(filter.Type))
        {
            string order = $"http_filters:\n- name: {filter.Name}\n- name: {authz.Name}\n- name: {manager.Filters[^1].Name}";
            context.Findings.Report(
                isChanging ? EnvoyRules.ChangedAfter : EnvoyRules.UnknownAfter,
                filter.Value,
                $"{Describe(filter)} stands behind `{authz.Name}`",
                Mend.Example(manager.Value, $"# in this order\n{order}"));
        }
    }

    private static string Describe(FilterView filter) =>
        filter.Type.Length == 0 ? $"the filter `{filter.Name}`" : $"the filter `{filter.Name}` (`{filter.Type}`)";

    private static int IndexOf(ConnectionManagerView manager, FilterView filter) =>
        Enumerable.Range(0, manager.Filters.Count).First(i => ReferenceEquals(manager.Filters[i], filter));
}
