using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

internal sealed class IssuerValidator : SyntaxValidator<IssuerSyntax>
{
    private static readonly TimeSpan LeewayMax = TimeSpan.FromSeconds(PolicyLimits.LeewaySecondsMax);
    private static readonly TimeSpan StaleMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StaleMax = TimeSpan.FromSeconds(PolicyLimits.StaleSecondsMax);

    public IssuerValidator()
    {
        RuleFor(issuer => issuer.Issuer).HasNoFault(
            StringOrUri.FaultOf, (diagnostics, text, fault) => diagnostics.ReportInvalidIssuerName(text, "`issuer`", fault));
        RuleForEach(issuer => issuer.Audiences).HasNoFault(
            StringOrUri.FaultOf,
            (diagnostics, text, fault) => diagnostics.ReportInvalidIssuerName(text, "an element of `audiences`", fault));
        RuleFor(issuer => issuer.Audiences).AreDistinct(
            text => text, (diagnostics, text, _) => diagnostics.ReportDuplicateItem(text, "`audiences`"));
        RuleFor(issuer => issuer.Algorithms).AreDistinct(
            algorithm => new Located<string>(algorithm.Value.ToString(), algorithm.Span),
            (diagnostics, text, _) => diagnostics.ReportDuplicateItem(text, "`algorithms`"));
        RuleFor(issuer => issuer.JwksUri).HasNoFault(
            KeyAddress.FaultOf, (diagnostics, text, fault) => diagnostics.ReportInvalidKeyAddress(text, fault));
        RuleFor(issuer => issuer.Discovery).HasNoFault(
            text => text.Length == 0 ? null : KeyAddress.FaultOfBase(text),
            (diagnostics, text, fault) => diagnostics.ReportInvalidKeyAddress(text, fault));
        RuleFor(issuer => issuer).Holds(
            issuer => FaultOfOwnDiscovery(issuer) is null,
            (diagnostics, issuer) => diagnostics.ReportInvalidKeyAddress(
                issuer.Issuer ?? default, FaultOfOwnDiscovery(issuer) ?? ""));
        RuleFor(issuer => issuer).Holds(
            issuer => issuer is not { JwksFile: not null, MaxStale: not null },
            (diagnostics, issuer) => diagnostics.ReportMaxStaleOfFile(issuer.MaxStale?.Span ?? issuer.Span));
        RuleFor(issuer => issuer.Leeway).Holds(
            leeway => leeway is not { } there || there.Value <= LeewayMax,
            (diagnostics, leeway) => diagnostics.ReportDurationOutOfRange(
                leeway?.Span ?? default, "`leeway`", TimeSpan.Zero, LeewayMax));
        RuleFor(issuer => issuer.MaxStale).Holds(
            stale => stale is not { } there || (there.Value >= StaleMin && there.Value <= StaleMax),
            (diagnostics, stale) => diagnostics.ReportDurationOutOfRange(
                stale?.Span ?? default, "`maxStale`", StaleMin, StaleMax));
    }

    // `discovery: true` makes of the name an address.
    private static string? FaultOfOwnDiscovery(IssuerSyntax issuer) =>
        issuer is { Discovery.Value.Length: 0, Issuer: { } name } ? KeyAddress.FaultOfBase(name.Value) : null;
}
