using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Text;

/// <summary>How conditions are written.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportSeveralConditions(SourceSpan where, string first, string second) => Report(
        DiagnosticCatalog.NotOneCondition,
        where,
        $"a condition says one thing; this one says {Quote(first)} and {Quote(second)}",
        "write two elements of the list: `when` and `all` want both to hold, `any` one of them");

    internal void ReportOperatorBesideAttribute(SourceSpan where, string word) => Report(
        DiagnosticCatalog.NotOneCondition,
        where,
        $"{Quote(word)} stands beside an attribute and not within it",
        $"write `header: {{name: …, {word}: …}}`");

    internal void ReportListUnderNot(SourceSpan where) => Report(
        DiagnosticCatalog.ListUnderNot,
        where,
        "`not` takes one condition and no list",
        "write `not: {any: […]}` if none of them may hold, `not: {all: […]}` if not all of them may");

    internal void ReportNoOperator(SourceSpan where, string what, IReadOnlyCollection<string> choices) => Report(
        DiagnosticCatalog.NotOneOperator, where, $"{what} says no operator", $"it takes one of {QuoteAll(choices)}");

    internal void ReportSeveralOperators(SourceSpan where, string what, string first, string second) => Report(
        DiagnosticCatalog.NotOneOperator,
        where,
        $"{what} says one operator; here are {Quote(first)} and {Quote(second)}",
        "write two conditions");

    internal void ReportOperatorNotTaken(
        SourceSpan where, string word, string what, IReadOnlyCollection<string> choices, bool isForOneValue) => Report(
        DiagnosticCatalog.OperatorNotTaken,
        where,
        $"{what} does not take {Quote(word)}",
        isForOneValue ? $"{Quote(word)} judges all values at once: write it alone" : $"it takes {QuoteAll(choices)}");

    internal void ReportAttributeNotOperand(SourceSpan where, string word) => Report(
        DiagnosticCatalog.AttributeNotOperand, where, $"{Quote(word)} cannot be compared with another attribute");

    internal void ReportOperatorWithoutAttribute(SourceSpan where, string word) => Report(
        DiagnosticCatalog.AttributeNotOperand,
        where,
        $"{Quote(word)} cannot be compared with another attribute",
        "`equals`, `in`, `prefix`, `suffix`, `containsText` and `contains` can");

    internal void ReportValueNotPlain(Located<string> value, string what) => Report(
        DiagnosticCatalog.ValueNotPlain,
        value.Span,
        $"{what} is compared as text, and {Quote(value.Value)} is no plain number or truth value",
        $"quote it: {Quote('"' + value.Value + '"')}");

    internal void ReportEmptyPart(SourceSpan where) => Report(
        DiagnosticCatalog.EmptyPart, where, "the text is empty, and every value has that", "use `exists: true` if that is meant");

    internal void ReportInvalidAttributeName(Located<string> name, string what, string fault) =>
        Report(DiagnosticCatalog.InvalidAttributeName, name.Span, $"{what} {Quote(name.Value)} {fault}");

    internal void ReportHeaderNotTaken(Located<string> name, string mend) => Report(
        DiagnosticCatalog.HeaderNotTaken, name.Span, $"no condition may look at the header {Quote(name.Value)}", mend);

    internal void ReportInvalidPointer(Located<string> pointer, string fault) => Report(
        DiagnosticCatalog.InvalidPointer,
        pointer.Span,
        $"the JSON pointer {Quote(pointer.Value)} {fault}",
        "write it as RFC 6901 says: `/patient/id`; `\"\"` is the whole");

    internal void ReportInvalidNetwork(Located<string> network, string fault, string? meant) => Report(
        DiagnosticCatalog.InvalidNetwork,
        network.Span,
        $"{Quote(network.Value)} {fault}",
        meant is null ? "write `10.20.0.0/16` or `\"2001:db8:20::/48\"`" : $"did you mean {Quote(meant)}?");

    internal void ReportUnknownTimeZone(Located<string> zone, IEnumerable<string> known) => Report(
        DiagnosticCatalog.UnknownTimeZone,
        zone.Span,
        $"unknown time zone {Quote(zone.Value)}",
        DidYouMean(zone.Value, known, "write an IANA name: `Europe/Tallinn`"));

    internal void ReportDuplicateDay(SourceSpan where) =>
        Report(DiagnosticCatalog.DuplicateItem, where, "the day is there twice in `days`");

    internal void ReportTimeWithoutLimit(SourceSpan where) => Report(
        DiagnosticCatalog.TimeWithoutLimit, where, "`time` says neither `days` nor `between`, and would always hold");

    internal void ReportInvalidTimeOfDay(Located<string> time) => Report(
        DiagnosticCatalog.InvalidTimeOfDay,
        time.Span,
        $"{Quote(time.Value)} is no time of day",
        "write hours and minutes in two digits each, from `\"00:00\"` to `\"24:00\"`");

    internal void ReportNotTwoTimes(SourceSpan where, int count) => Report(
        DiagnosticCatalog.InvalidTimeOfDay,
        where,
        $"`between` says two times, from and until; here are {count}",
        "write `between: [\"08:00\", \"17:00\"]`");

    internal void ReportTimeRangeBackwards(SourceSpan where, string from, string until) => Report(
        DiagnosticCatalog.TimeRangeBackwards,
        where,
        $"from {Quote(from)} until {Quote(until)} there is no time of a day",
        MendOfRange(from, until));

    private static string? MendOfRange(string from, string until)
    {
        if (until == TimeOfDay.DayStart)
        {
            return $"the day ends at {Quote(TimeOfDay.DayEnd)}";
        }

        // Both forms have two digits each, so that the later time is the greater text.
        return from != TimeOfDay.DayEnd && string.CompareOrdinal(from, until) > 0
            ? $"over midnight write `any` of two: `between: [\"{from}\", \"24:00\"]` and `between: [\"00:00\", \"{until}\"]`"
            : null;
    }

    internal void ReportUnknownCondition(Located<string> name, IEnumerable<string> known) => Report(
        DiagnosticCatalog.UnknownCondition,
        name.Span,
        $"unknown condition {Quote(name.Value)}",
        DidYouMean(name.Value, known, "it is a document of `kind: Condition`"));

    internal void ReportCircularCondition(Located<string> use, IEnumerable<string> circle)
    {
        string[] names = [.. circle];
        IEnumerable<string> shown = names.Length <= ListedMax ? names.Select(Quote) : [.. names[..ListedMax].Select(Quote), "…"];
        Report(
            DiagnosticCatalog.CircularCondition,
            use.Span,
            $"conditions use each other in a circle: {string.Join(" → ", [.. shown, Quote(use.Value)])}");
    }

    internal void ReportUnknownIssuer(Located<string> name, IEnumerable<string> known) => Report(
        DiagnosticCatalog.UnknownIssuer,
        name.Span,
        $"unknown issuer {Quote(name.Value)}",
        DidYouMean(name.Value, known, "it is a document of `kind: Issuer`"));

    internal void ReportPathParameterWithoutPath(Located<string> parameter, string rule) => Report(
        DiagnosticCatalog.PathParameterWithoutPath,
        parameter.Span,
        $"the rule {Quote(rule)} says neither `paths` nor `operations`, so there is no path parameter {Quote(parameter.Value)}",
        $"name paths that have it: `/records/{{{parameter.Value}}}`");

    internal void ReportUnknownPathParameter(Located<string> parameter, string path, IEnumerable<string> known) => Report(
        DiagnosticCatalog.UnknownPathParameter,
        parameter.Span,
        $"the path {Quote(path)} of the rule has no parameter {Quote(parameter.Value)}",
        DidYouMean(parameter.Value, known, "every path and operation of the rule must have it"));

    internal void ReportTooManyConditions(SourceSpan where, string what, string name, long count) => Report(
        DiagnosticCatalog.TooManyConditions,
        where,
        $"{what} {Quote(name)} comes to {count} conditions; at most {PolicyLimits.ConditionsPerRuleMax} are taken",
        "each `use` counts as what it stands for");

    internal void ReportTooManyConditionsOfSet(SourceSpan where) => Report(
        DiagnosticCatalog.TooManyConditions,
        where,
        $"the rules of the set come to more than {PolicyLimits.ConditionsMax} conditions",
        "each `use` counts as what it stands for");

    internal void ReportConditionsTooDeep(SourceSpan where, string what, string name, int depth) => Report(
        DiagnosticCatalog.ConditionsTooDeep,
        where,
        $"in {what} {Quote(name)} conditions stand {depth} deep in one another; at most {PolicyLimits.ConditionDepthMax} are taken",
        "each `use` counts as what it stands for");

    internal void ReportInvalidExpression(SourceSpan where, string expression, string problem, string? help) => Report(
        DiagnosticCatalog.InvalidExpression, where, $"{Quote(expression)} is no regular expression: {problem}", help);

    internal void ReportExpressionNotTaken(SourceSpan where, string expression, string problem, string? help) => Report(
        DiagnosticCatalog.ExpressionNotTaken, where, $"the expression {Quote(expression)} is not taken: {problem}", help);

    internal void ReportExpressionTooLarge(SourceSpan where, string expression, string problem, string? help) => Report(
        DiagnosticCatalog.ExpressionTooLarge, where, $"the expression {Quote(expression)} is too large: {problem}", help);

    internal void ReportExpressionsTooLarge(SourceSpan where) => Report(
        DiagnosticCatalog.ExpressionTooLarge,
        where,
        $"the expressions of the set are too large: with their repetitions written out and the runs of characters that they "
        + $"tell apart they come to more than {PolicyLimits.ExpressionsSizeMax}");
}
