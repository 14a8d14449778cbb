namespace Authz.Policies.Text;

/// <summary>Policy tests.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportPathOrRawPath(SourceSpan where) => Report(
        DiagnosticCatalog.PathOrRawPath,
        where,
        "a request says either `path` or `rawPath`",
        "`path` is below the service's base path, `rawPath` the whole request target");

    internal void ReportInvalidTarget(Located<string> target) =>
        Report(DiagnosticCatalog.InvalidTarget, target.Span, $"{Quote(target.Value)} is no target", "write `block/service`");

    internal void ReportInvalidRuleName(Located<string> rule) =>
        Report(DiagnosticCatalog.InvalidRuleName, rule.Span, $"{Quote(rule.Value)} names no rule", "write `policy/rule`");

    internal void ReportUnknownReason(Located<string> reason, IEnumerable<string> known) =>
        Report(DiagnosticCatalog.UnknownReason, reason.Span, $"unknown reason {Quote(reason.Value)}", DidYouMean(reason.Value, known));

    internal void ReportInvalidHeader(Located<string> text, string fault) =>
        Report(DiagnosticCatalog.InvalidHeader, text.Span, $"the header {Quote(text.Value)} {fault}");

    internal void ReportContradictoryReason(SourceSpan where, string reason, string decision) => Report(
        DiagnosticCatalog.ContradictoryExpectation,
        where,
        $"this can never come out: with the decision {Quote(decision)} the reason is never {Quote(reason)}");

    internal void ReportContradictoryRule(Located<string> rule, string decision) => Report(
        DiagnosticCatalog.ContradictoryExpectation,
        rule.Span,
        $"this can never come out: the rule {Quote(rule.Value)} never has the decision {Quote(decision)}");

    internal void ReportRelativeCasePath(Located<string> path) => Report(
        DiagnosticCatalog.RelativeCasePath,
        path.Span,
        $"the path {Quote(path.Value)} does not begin with a slash",
        "`rawPath` takes a request target of any form");

    internal void ReportDuplicateCase(Located<string> name, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateCase, name.Span, $"the test has two cases {Quote(name.Value)}; the first at {first}",
        related: first);

    internal void ReportGivenAndNotSent(Located<string> attribute) => Report(
        DiagnosticCatalog.GivenAndNotSent,
        attribute.Span,
        $"the request gives {Quote(attribute.Value)} and says that the listener does not send it",
        "leave one of the two out");

    internal void ReportPartOfNoBody(SourceSpan where) => Report(
        DiagnosticCatalog.PartOfNoBody, where, "a body is said to be cut short, and there is none", "say `body`");

    internal void ReportReservedExtension(Located<string> name) => Report(
        DiagnosticCatalog.ReservedExtension,
        name.Span,
        $"the context extension {Quote(name.Value)} is the product's own",
        "`to` stands for `authz.service`, `notSent` for what `authz.sends` leaves out");

    internal void ReportHeaderOfEnvoy(Located<string> name) => Report(
        DiagnosticCatalog.HeaderOfEnvoy,
        name.Span,
        $"Envoy itself sets the header {Quote(name.Value)}, whatever the client sends",
        "`bodyIsPartial: true` says that the body was cut short");

    internal void ReportNoJsonNumber(Located<string> number) => Report(
        DiagnosticCatalog.NoJsonNumber,
        number.Span,
        $"{Quote(number.Value)} is no number of JSON",
        "write it in plain decimal digits, or in quotes if it is text");
}
