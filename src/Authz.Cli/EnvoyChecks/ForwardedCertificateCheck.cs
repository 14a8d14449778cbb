using Authz.Cli.EnvoyConfigs;

namespace Authz.Cli.EnvoyChecks;

/// <summary>
/// What becomes of `x-forwarded-client-cert`: it is the client's own word, but for routes that take callers from a trusted
/// security server's (`authz.xfcc`). A listener is for the one or for the other.
/// </summary>
internal static class ForwardedCertificateCheck
{
    private const string Details = "forward_client_cert_details";
    private const string ForwardOnly = "FORWARD_ONLY";

    private static readonly Setting sanitised =
        Setting.OneOf(EnvoyRules.ForwardedCertificate, Details, "SANITIZE_SET", "3", "SANITIZE", "0") with { HasGoodDefault = true };

    private static readonly Setting forwarded = Setting.OneOf(EnvoyRules.ForwardedNotRead, Details, ForwardOnly, "1");

    public static void Check(CheckContext context, ConnectionManagerView manager, IReadOnlyList<AuthzView> authz)
    {
        RouteView[] leading = [.. manager.Routes.Where(route => route.LeadsOn)];
        ConfigValue?[] forwarders = [.. leading.Select(route => ForwarderOf(route, authz))];
        bool areAll = leading.Length > 0 && manager.UnseenRoutes.Count == 0 && forwarders.All(forwarder => forwarder is not null);
        (areAll ? forwarded : sanitised).Check(context, manager.Value);
        if (areAll || manager.Value[Details].Text is ForwardOnly or "1")
        {
            return;
        }

        foreach (ConfigValue forwarder in forwarders.OfType<ConfigValue>())
        {
            context.Findings.Report(
                EnvoyRules.ForwardedNotRead,
                forwarder,
                "this route takes callers from `x-forwarded-client-cert`, and others beside it do not",
                Mend.Example(manager.Value, "# on a listener of their own, for the trusted server alone\nforward_client_cert_details: FORWARD_ONLY"));
        }
    }

    private static ConfigValue? ForwarderOf(RouteView route, IReadOnlyList<AuthzView> authz) =>
        authz.Select(view => new RouteBinding(route, view).Forwarder).FirstOrDefault(forwarder => forwarder is not null);
}
