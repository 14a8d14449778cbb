using Authz.Policies.Binding;

namespace Authz.Policies.Text;

/// <summary>Access policies, their rules and path patterns.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportDuplicateRule(Located<string> name, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateRule, name.Span, $"the policy has two rules {Quote(name.Value)}; the first at {first}",
        related: first);

    internal void ReportOperationsWithPaths(SourceSpan where, string rule) => Report(
        DiagnosticCatalog.OperationsWithPaths,
        where,
        $"the rule {Quote(rule)} names `operations` together with `methods` or `paths`",
        "an operation has its method and path; write two rules if both are meant");

    internal void ReportAllowWithoutTarget(SourceSpan where, string rule) => Report(
        DiagnosticCatalog.AllowWithoutTarget,
        where,
        $"the allow rule {Quote(rule)} does not say what it allows",
        "name `operations`, or both `methods` and `paths` (all is `methods: [\"*\"]` and `paths: [/**]`)");

    internal void ReportAnyMethodBesideOthers(SourceSpan where) => Report(
        DiagnosticCatalog.AnyMethodBesideOthers, where, "the method `*` means all and stands alone");

    internal void ReportValidityEndsBeforeStart(SourceSpan where) =>
        Report(DiagnosticCatalog.ValidityEndsBeforeStart, where, "the policy would never be in force: `until` is not after `from`");

    internal void ReportTooManyRules(SourceSpan where) =>
        Report(DiagnosticCatalog.TooManyRules, where, $"the set has more than {PolicyLimits.RulesMax} rules");

    internal void ReportCompiledSize(BoundPolicy widest, int max) => Report(
        DiagnosticCatalog.CompiledSize,
        widest.Rules[0].Span,
        $"the set is too large once it is compiled: more than {max} rules, each counted for every group of callers and every service for which something differs",
        $"the policy {Quote(widest.Name)} speaks of the most callers and services; name fewer in policies that speak of many, or put those that are alike into one");

    internal void ReportPatternWithoutSlash(Located<string> pattern) => Report(
        DiagnosticCatalog.PatternWithoutSlash,
        pattern.Span,
        $"the path {Quote(pattern.Value)} does not begin with a slash",
        $"did you mean {Quote('/' + pattern.Value)}?");

    internal void ReportEmptySegment(Located<string> pattern) => Report(
        DiagnosticCatalog.EmptySegment,
        pattern.Span,
        $"the path {Quote(pattern.Value)} has an empty segment",
        "a request with `//` is denied before any rule");

    internal void ReportDotSegment(Located<string> pattern) => Report(
        DiagnosticCatalog.DotSegment,
        pattern.Span,
        $"the path {Quote(pattern.Value)} has a segment `.` or `..`",
        "a request with one is denied before any rule");

    internal void ReportPatternCharacter(Located<string> pattern, string character, string help) => Report(
        DiagnosticCatalog.PatternCharacter,
        pattern.Span,
        $"the path {Quote(pattern.Value)} has the character {Quote(character)}",
        help);

    internal void ReportMatrixParameter(Located<string> pattern) => Report(
        DiagnosticCatalog.MatrixParameter,
        pattern.Span,
        $"the path {Quote(pattern.Value)} has a `;`, which no service here takes",
        "a service takes it that says `matrixParameters: allow`");

    internal void ReportMisplacedDoubleStar(Located<string> pattern) => Report(
        DiagnosticCatalog.MisplacedDoubleStar,
        pattern.Span,
        $"in the path {Quote(pattern.Value)} `**` is not the whole last segment",
        "`*` is any run of characters within a segment");

    internal void ReportInvalidParameter(Located<string> pattern, string name) => Report(
        DiagnosticCatalog.InvalidParameter,
        pattern.Span,
        $"in the path {Quote(pattern.Value)} {Quote(name)} is no parameter name",
        "a letter or `_`, then letters, digits, `_` and `-`");

    internal void ReportUnpairedBrace(Located<string> pattern) => Report(
        DiagnosticCatalog.InvalidParameter,
        pattern.Span,
        $"in the path {Quote(pattern.Value)} a brace stands alone",
        "a parameter is `{name}`; no pattern matches a brace");

    internal void ReportDuplicateParameter(Located<string> pattern, string name) => Report(
        DiagnosticCatalog.DuplicateParameter,
        pattern.Span,
        $"the path {Quote(pattern.Value)} has two parameters {Quote(name)}");

    internal void ReportAdjacentGaps(Located<string> pattern) => Report(
        DiagnosticCatalog.AdjacentGaps,
        pattern.Span,
        $"in the path {Quote(pattern.Value)} nothing divides two parameters or wildcards",
        "put a character between them, or take one");

    internal void ReportWildcardInOperation(Located<string> pattern) => Report(
        DiagnosticCatalog.WildcardInOperation,
        pattern.Span,
        $"the path {Quote(pattern.Value)} of an operation has a wildcard",
        "name what varies: `{id}`");

    internal void ReportPatternTooLong(Located<string> pattern) => Report(
        DiagnosticCatalog.PatternTooLong,
        pattern.Span,
        $"the path {Quote(pattern.Value)} is longer than {PolicyLimits.PatternLengthMax} characters or "
        + $"{PolicyLimits.PatternSegmentsMax} segments");

    internal void ReportNoLegalBasis(Located<string> policy) => Report(
        DiagnosticCatalog.NoLegalBasis,
        policy.Span,
        $"the policy {Quote(policy.Value)} names no legal basis",
        "say under `legalBasis` which law or agreement it rests on");

    internal void ReportAnonymousAllowed(SourceSpan where, string policy) => Report(
        DiagnosticCatalog.AnonymousAllowed, where, $"the policy {Quote(policy)} allows callers that nobody proved");

    internal void ReportAllServicesAllowed(SourceSpan where, string policy) => Report(
        DiagnosticCatalog.AllServicesAllowed,
        where,
        $"the policy {Quote(policy)} allows calls to every service, also to those that are added later");

    internal void ReportNoSubjects(Located<string> policy) => Report(
        DiagnosticCatalog.NoSubjects,
        policy.Span,
        $"the subjects of the policy {Quote(policy.Value)} are nobody",
        "a group of theirs is empty, or no building block carries all labels");

    internal void ReportNoResources(Located<string> policy) => Report(
        DiagnosticCatalog.NoResources,
        policy.Span,
        $"the resources of the policy {Quote(policy.Value)} are no service",
        "the building blocks that they name have none");
}
