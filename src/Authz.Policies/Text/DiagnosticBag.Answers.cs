namespace Authz.Policies.Text;

/// <summary>What rules make of an answer: `onAllow` and `onDeny`.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportAnswerOfOtherEffect(SourceSpan where, string key, string effect) => Report(
        DiagnosticCatalog.AnswerOfOtherEffect,
        where,
        $"{Quote(key)} stands in a rule with `effect: {effect}`, which never comes to it",
        effect == "deny" ? "a deny rule takes `onDeny`" : "an allow rule takes `onAllow`");

    internal void ReportRefusedHeader(Located<string> name, string fault) => Report(
        DiagnosticCatalog.RefusedHeader,
        name.Span,
        $"a rule cannot change the header {Quote(name.Value)}: it {fault}",
        "take a name of your own, such as `x-legal-basis`");

    internal void ReportInvalidHeaderValue(Located<string> value, string name, string fault) => Report(
        DiagnosticCatalog.InvalidHeaderValue, value.Span, $"the value of the header {Quote(name)} {fault}");

    internal void ReportChangedTwice(Located<string> name, string what, SourceSpan first) => Report(
        DiagnosticCatalog.ChangedTwice,
        name.Span,
        $"the {what} {Quote(name.Value)} is changed twice; the first time at {first}",
        "each name is set, appended or removed, once");

    internal void ReportTooManyAnswerHeaders(SourceSpan where) => Report(
        DiagnosticCatalog.TooManyAnswerHeaders,
        where,
        $"a rule changes at most {PolicyLimits.AnswerHeadersMax} headers of a message, of {PolicyLimits.AnswerHeaderBytesMax} "
        + "characters together");

    internal void ReportInvalidQuery(Located<string> text, string fault) => Report(
        DiagnosticCatalog.InvalidQuery,
        text.Span,
        $"the query's {Quote(text.Value)} {fault}",
        "it takes letters, digits, `-`, `.`, `_` and `*`; a header takes more");

    internal void ReportInvalidMetadataKey(Located<string> key, string fault) =>
        Report(DiagnosticCatalog.InvalidMetadataKey, key.Span, $"the metadata key {Quote(key.Value)} {fault}");

    internal void ReportInvalidStatus(Located<string> status) => Report(
        DiagnosticCatalog.InvalidStatus,
        status.Span,
        $"a refusal cannot have the status {Quote(status.Value)}",
        "it is from 400 to 599: any other would tell the caller that it was not refused");

    internal void ReportInvalidProblemType(Located<string> type, string fault) => Report(
        DiagnosticCatalog.InvalidProblemType,
        type.Span,
        $"the problem's type {Quote(type.Value)} {fault}",
        "it is a URI that names the kind of refusal, such as `https://sandbox.gov/problems/consent`");
}
