using Authz.Cli.EnvoyConfigs;
using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Cli.EnvoyChecks;

/// <summary>A route: asked about, bound to a service, and taking no other paths and hosts than it seems to.</summary>
internal static class RouteCheck
{
    /// <summary>What the routes are called that lead nowhere, so that they too are asked about.</summary>
    private const string NoService = "none";

    /// <param name="authz">Empty: nobody is asked, and that was said.</param>
    public static void Check(CheckContext context, RouteView route, IReadOnlyList<AuthzView> authz)
    {
        RouteBinding[] bindings = [.. authz.Select(view => new RouteBinding(route, view))];
        if (!route.LeadsOn)
        {
            if (!bindings.Any(binding => binding is { SwitchedOff: null, Service: not null }))
            {
                context.Findings.Report(EnvoyRules.OwnAnswer, route.Value, "requests on this route are answered here, without a decision");
            }

            return;
        }

        CheckMatch(context, route);
        UpgradeCheck.Check(context, route.Action);
        if (bindings.Length > 0)
        {
            // Where there are several filters, one of them has to be ours.
            CheckBinding(context, route, bindings.FirstOrDefault(binding => binding is { SwitchedOff: null, Service: not null }) ?? bindings[^1]);
        }
    }

    private static void CheckMatch(CheckContext context, RouteView route)
    {
        ConfigValue prefix = route.Value.At("match.prefix");
        if (prefix.IsThere && !prefix.Text.EndsWith('/') && prefix.Text.Length > 0)
        {
            context.Findings.Report(
                EnvoyRules.OpenPrefix, prefix, $"`prefix: {prefix.Text}` also takes `{prefix.Text}x`",
                Mend.Replace(prefix, $"path_separated_prefix: {prefix.Text}"));
        }

        ConfigValue header = route.Action["cluster_header"];
        if (header.IsThere)
        {
            context.Findings.Report(
                EnvoyRules.ChosenByRequest, header, $"the header `{header.Text}` chooses the cluster",
                Mend.Example(route.Action, "cluster: NAME"));
        }

        ConfigValue domains = route.VirtualHost["domains"];
        if (domains.Items.Any(domain => domain.Text == "*"))
        {
            context.Findings.Report(
                EnvoyRules.EveryHost, domains, "`*` takes every host, and routes of this virtual host lead on",
                Mend.Example(route.VirtualHost, "domains: [patient-records.sandbox.gov]"));
        }
    }

    private static void CheckBinding(CheckContext context, RouteView route, RouteBinding binding)
    {
        if (binding.SwitchedOff is { SwitchedOff: { } off, Switch: { } taken })
        {
            context.Findings.Report(EnvoyRules.SwitchedOff, off, $"`{binding.Authz.Name}` is switched off on this route", Mend.Remove(taken));
        }

        foreach (ConfigValue settings in binding.Settings)
        {
            CheckSettings(context, settings);
        }

        if (binding.Caller is { } caller && binding.Authz.Chain is { Listener.IsLocal: false })
        {
            context.Findings.Report(
                EnvoyRules.CallerFromAfar, caller, $"this listener is open to others, and every call is said to be that of `{caller.Text}`",
                Mend.Remove(caller));
        }

        if (binding.Service is not { } service)
        {
            ReportNotBound(context, route, binding);
            return;
        }

        if (RouteBinding.IsHidden(service))
        {
            context.Findings.ReportOnce(
                EnvoyRules.Redacted, service, "routes are bound, and to which services the dump does not say");
            return;
        }

        BoundService? found = context.Policies?.Find(service.Text);
        CheckService(context, service, found);
        SendsCheck.Check(context, route, binding, found);
    }

    private static void CheckSettings(CheckContext context, ConfigValue settings)
    {
        foreach (ConfigValue other in new[] { settings["grpc_service"], settings["http_service"] }.Where(other => other.IsThere))
        {
            context.Findings.Report(EnvoyRules.AskedElsewhere, other, "this route asks somebody else than the filter does", Mend.Remove(other));
        }

        AuthzFilterSettings.CheckBody(context, settings["with_request_body"]);
    }

    private static void ReportNotBound(CheckContext context, RouteView route, RouteBinding binding)
    {
        // Another name than the filter's: Envoy drops what nobody reads.
        ConfigValue? misnamed = route.Levels
            .SelectMany(level => level["typed_per_filter_config"].Entries)
            .FirstOrDefault(entry => entry.Key != binding.Authz.Name && new RouteFilterView(entry).IsAuthz);
        string hint = misnamed is null ? "" : $"; it speaks to `{misnamed.Key}`, and the filter is called `{binding.Authz.Name}`";
        ConfigValue match = route.Value["match"];
        string path = match["path_separated_prefix"].Text + match["prefix"].Text + match["path"].Text;
        string? service = context.Policies?.At(path)?.QualifiedName;
        string yaml = FilterYaml.Binding(binding.Authz.Name, service ?? "BLOCK/SERVICE");
        context.Findings.Report(
            EnvoyRules.NotBound,
            route.Value,
            $"the route says no `authz.service`{hint}",
            service is null ? Mend.Example(route.Value, yaml) : Mend.Set(route.Value, yaml));
    }

    private static void CheckService(CheckContext context, ConfigValue service, BoundService? found)
    {
        string[] parts = service.Text.Split('/');
        string? fault = service.Text == NoService ? "`none` is for routes that answer themselves, and this one leads on"
            : parts.Length != 2 || parts.Any(part => part.Length == 0) ? $"`{service.Text}` is no `block/service`"
            : context.Policies is null ? null
            : found is null ? $"the policies have no service `{service.Text}`{Similar(context.Policies, service.Text)}"
            : found.IsTcp ? $"`{service.Text}` is a service for connections, and not for HTTP"
            : null;
        if (fault is not null)
        {
            context.Findings.Report(EnvoyRules.BoundToUnknown, service, fault);
        }
    }

    private static string Similar(PolicyFacts policies, string name) =>
        SimilarName.Find(name, policies.ServiceNames) is { } similar ? $"; did you mean `{similar}`?" : "";
}
