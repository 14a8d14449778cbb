using System.Globalization;
using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Text;

/// <summary>Lints: what is legal and yet probably not meant.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportPolicyEnded(SourceSpan where, string policy) => Report(
        DiagnosticCatalog.PolicyEnded, where, $"the policy {Quote(policy)} has ended", "renew it, or take it out");

    internal void ReportPolicyEndsSoon(SourceSpan where, string policy, TimeSpan left) => Report(
        DiagnosticCatalog.PolicyEndsSoon,
        where,
        left < TimeSpan.FromDays(2)
            ? $"the policy {Quote(policy)} ends within two days"
            : string.Create(CultureInfo.InvariantCulture, $"the policy {Quote(policy)} ends in {(int)left.TotalDays} days"),
        "is somebody to renew it?");

    internal void ReportCallersWithoutIdentity(SourceSpan where, string policy) => Report(
        DiagnosticCatalog.CallersWithoutIdentity,
        where,
        $"none of the callers of the policy {Quote(policy)} has an identity",
        "a building block without `identities` proves itself only by a security server that speaks for it");

    internal void ReportPathOfOtherService(SourceSpan where, string path, string service, SourceSpan? place) => Report(
        DiagnosticCatalog.LeadsToOtherService,
        where,
        $"requests for {Quote(path)} lead to the service {Quote(service)}, whose base path is longer",
        "write a rule for that service",
        related: place);

    internal void ReportOperationOfOtherService(SourceSpan where, string id, string service, SourceSpan? place) => Report(
        DiagnosticCatalog.LeadsToOtherService,
        where,
        $"requests for the operation {Quote(id)} lead to the service {Quote(service)}, whose base path is longer",
        "declare the operation there",
        related: place);

    internal void ReportAllowBeaten(SourceSpan where, string allow, string deny, SourceSpan place) => Report(
        DiagnosticCatalog.AllowBeaten,
        where,
        $"the allow rule {Quote(allow)} never allows anything: the deny rule {Quote(deny)} always matches with it",
        "a deny beats every allow; take one of them out, or narrow the deny",
        related: place);

    internal void ReportServiceNotCalled(SourceSpan where, string service) => Report(
        DiagnosticCatalog.NotCalled,
        where,
        $"nobody may call the service {Quote(service)}",
        "no policy in force allows anything of it");

    internal void ReportOperationNotAllowed(SourceSpan where, string id, string service) => Report(
        DiagnosticCatalog.OperationNotCalled,
        where,
        $"nobody may call the operation {Quote(id)} of the service {Quote(service)}",
        $"no allow rule takes it; if somebody is to call it, write {Quote($"operations: [{InList(id)}]")} in one");

    internal void ReportOperationNotGranted(
        SourceSpan where, string id, string service, string rule, string help, SourceSpan place) => Report(
        DiagnosticCatalog.OperationNotCalled,
        where,
        $"nobody may call the operation {Quote(id)} of the service {Quote(service)}",
        $"the allow rule {Quote(rule)} takes it, but {help}",
        related: place);

    internal void ReportOtherOperationTaken(SourceSpan where, string path, string meant, string other, SourceSpan? place) =>
        Report(
            DiagnosticCatalog.OtherOperationTaken,
            where,
            $"the path {Quote(path)} is that of the operation {Quote(meant)}, but also takes the operation {Quote(other)}",
            $"name the operation: {Quote($"operations: [{InList(meant)}]")}; or both of them",
            related: place);

    internal void ReportHeaderWithUnderscore(SourceSpan where, string name) => Report(
        DiagnosticCatalog.HeaderWithUnderscore,
        where,
        $"the header {Quote(name)} has an underscore, and Envoy refuses requests with such a header",
        "write `-`; the bundled configurations say `headers_with_underscores_action: REJECT_REQUEST`");

    internal void ReportParameterUnclear(SourceSpan where, string name, string path) => Report(
        DiagnosticCatalog.ParameterUnclear,
        where,
        $"where {Quote(name)} begins and ends in {Quote(path)} is not always clear",
        "a segment that can be divided in several ways has no value, and an allow does not match; give it a segment of its own");

    internal void ReportAbsentFromConnections(SourceSpan where, string rule, string effect) => Report(
        DiagnosticCatalog.AbsentFromConnections,
        where,
        $"the rule {Quote(rule)} {effect}: its services are all tcp, and a connection does not have what this asks for",
        "`sni`, `sourceAddress`, `metadata` and `time` are there");

    internal void ReportTextBeyondReach(SourceSpan where, string rule, string effect, string attribute, string fault) => Report(
        DiagnosticCatalog.NeverHolds,
        where,
        $"the rule {Quote(rule)} {effect}: {attribute} never holds this text",
        fault);

    internal void ReportTwoTokensNeeded(
        SourceSpan where, string rule, string effect, string issuer, string other, SourceSpan place) => Report(
        DiagnosticCatalog.NeverHolds,
        where,
        $"the rule {Quote(rule)} {effect}: it asks for claims of {Quote(issuer)} and of {Quote(other)}, and a call has one token",
        "write `any` if one of them is enough",
        related: place);

    internal void ReportConditionsContradict(
        SourceSpan where, string rule, string effect, string attribute, SourceSpan place) => Report(
        DiagnosticCatalog.NeverHolds,
        where,
        $"the rule {Quote(rule)} {effect}: two of its conditions on {attribute} never hold together",
        "write `any` if one of them is enough",
        related: place);

    internal void ReportSpeaksForNobody(SourceSpan where, string server) => Report(
        DiagnosticCatalog.SpeaksForNobody,
        where,
        $"the security server {Quote(server)} can name nobody as the caller: all its calls are refused",
        "say in `speaksFor` for which building blocks it calls, or `trustedXfcc: true`");

    internal void ReportUnusedIssuer(SourceSpan where, string issuer) => Report(
        DiagnosticCatalog.UnusedIssuer,
        where,
        $"nothing uses the issuer {Quote(issuer)}",
        "no condition asks for a claim of it and no `jwt` identity names it; its tokens are verified all the same");

    // `GET /records/{id}`, as an OpenAPI document may call an operation, is no plain text within brackets.
    private static string InList(string id) => OperationId.IsValid(id)
        ? id
        : $"\"{id.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
