namespace Authz.Policies.Text;

/// <summary>Documents, keys and values of any kind.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportUnknownKey(SourceSpan where, string key, string concept, IReadOnlyCollection<string> known) =>
        Report(
            DiagnosticCatalog.UnknownKey,
            where,
            $"unknown key {Quote(key)} in {concept}",
            KeySynonyms.Find(key, known) is { } meant
                ? $"did you mean {Quote(meant)}?"
                : DidYouMean(key, known, $"known are {QuoteAll(known)}"));

    internal void ReportKeyNotUnderstood(SourceSpan where, string key, string concept) => Report(
        DiagnosticCatalog.KeyNotUnderstood,
        where,
        $"{Quote(key)} in {concept} is not understood by this version",
        "it is never ignored: take it out, or use a version that understands it");

    internal void ReportMissingKey(SourceSpan where, string key, string concept) =>
        Report(DiagnosticCatalog.MissingKey, where, $"{concept} needs the key {Quote(key)}");

    internal void ReportUnexpectedValue(SourceSpan where, string what, string expected, string? help = null) =>
        Report(DiagnosticCatalog.UnexpectedValue, where, $"{what} is expected to be {expected}", help);

    internal void ReportUnquotedText(SourceSpan where, string what, string text, string readAs) => Report(
        DiagnosticCatalog.UnquotedText,
        where,
        $"{what} is expected to be text, but YAML reads {Quote(text)} as {readAs}",
        $"quote it: {Quote('"' + text + '"')}");

    internal void ReportMissingValue(SourceSpan where, string what) =>
        Report(DiagnosticCatalog.MissingValue, where, $"{what} has no value", "give it one, or leave the key out");

    internal void ReportEmptyCollection(SourceSpan where, string what) =>
        Report(DiagnosticCatalog.EmptyCollection, where, $"{what} is empty", "say something in it, or leave it out");

    internal void ReportUnknownKind(SourceSpan where, string kind, IReadOnlyCollection<string> known) => Report(
        DiagnosticCatalog.UnknownKind,
        where,
        $"unknown kind {Quote(kind)}",
        DidYouMean(kind, known, $"known are {QuoteAll(known)}"));

    internal void ReportKindNotUnderstood(SourceSpan where, string kind) => Report(
        DiagnosticCatalog.KindNotUnderstood,
        where,
        $"the kind {Quote(kind)} is not understood by this version",
        "it is never ignored: take it out, or use a version that understands it");

    internal void ReportUnknownApiVersion(SourceSpan where, string found, string expected) => Report(
        DiagnosticCatalog.UnknownApiVersion, where, $"unknown apiVersion {Quote(found)}", $"write {Quote(expected)}");

    internal void ReportInvalidName(Located<string> name, string what) => Report(
        DiagnosticCatalog.InvalidName,
        name.Span,
        $"{what} {Quote(name.Value)} is not a DNS label",
        $"lower-case letters, digits and `-` between them, at most {PolicyLimits.NameLengthMax}");

    internal void ReportDuplicateDocument(Located<string> name, string kind, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateDocument, name.Span, $"there is another {kind} {Quote(name.Value)} at {first}",
        related: first);

    internal void ReportInvalidLabel(Located<string> text, string fault) =>
        Report(DiagnosticCatalog.InvalidLabel, text.Span, $"the label {Quote(text.Value)} {fault}");

    internal void ReportUnknownWord(Located<string> word, string what, IReadOnlyCollection<string> known) => Report(
        DiagnosticCatalog.UnknownWord,
        word.Span,
        $"{what} cannot be {Quote(word.Value)}",
        DidYouMean(word.Value, known, $"it is one of {QuoteAll(known)}"));

    internal void ReportNotOneChoice(SourceSpan where, string concept, IReadOnlyCollection<string> choices) => Report(
        DiagnosticCatalog.NotOneChoice, where, $"{concept} says exactly one of {QuoteAll(choices)}");

    internal void ReportServiceWithoutBlock(SourceSpan where) => Report(
        DiagnosticCatalog.NotOneChoice, where, "`service` stands only beside `buildingBlock`");

    internal void ReportDuplicateItem(Located<string> item, string list) =>
        Report(DiagnosticCatalog.DuplicateItem, item.Span, $"{Quote(item.Value)} is there twice in {list}");

    internal void ReportOnlyTrue(SourceSpan where, string what) =>
        Report(DiagnosticCatalog.OnlyTrue, where, $"{what} takes only the value `true`", "leave it out otherwise");

    internal void ReportTooManyItems(SourceSpan where, string what, int count, int max) =>
        Report(DiagnosticCatalog.TooManyItems, where, $"{what} has {count} elements; at most {max} are read");

    internal void ReportInvalidText(SourceSpan where, string what, string fault) =>
        Report(DiagnosticCatalog.InvalidText, where, $"{what} {fault}");

    internal void ReportInvalidTime(Located<string> time) => Report(
        DiagnosticCatalog.InvalidTime,
        time.Span,
        $"{Quote(time.Value)} is not a time",
        "write it as RFC 3339 says, with `Z` or an offset: `2026-01-01T00:00:00Z`");

    internal void ReportUnknownBlock(Located<string> name, IEnumerable<string> known, bool isGroup) => Report(
        DiagnosticCatalog.UnknownBlock,
        name.Span,
        $"unknown building block {Quote(name.Value)}",
        isGroup
            ? $"it is a group: a subject or resource names it with {Quote("group: " + name.Value)}"
            : DidYouMean(name.Value, known));

    internal void ReportUnknownGroup(Located<string> name, IEnumerable<string> known, bool isBlock) => Report(
        DiagnosticCatalog.UnknownGroup,
        name.Span,
        $"unknown group {Quote(name.Value)}",
        isBlock ? $"it is a building block: write {Quote("buildingBlock: " + name.Value)}" : DidYouMean(name.Value, known));

    internal void ReportUnknownService(SourceSpan where, string name, string block, IReadOnlyCollection<string> known) =>
        Report(
            DiagnosticCatalog.UnknownService,
            where,
            $"the building block {Quote(block)} has no service {Quote(name)}",
            DidYouMean(name, known, known.Count == 0 ? "it has no services" : $"it has {QuoteAll(known.Take(ListedMax))}"));

    internal void ReportUnknownOperation(Located<string> id, IEnumerable<string> known) => Report(
        DiagnosticCatalog.UnknownOperation,
        id.Span,
        $"no service of this policy has an operation {Quote(id.Value)}",
        DidYouMean(id.Value, known, known.Any() ? $"they have {QuoteAll(known.Take(ListedMax))}" : "they have none"));

    internal void ReportMethodNotTaken(Located<string> method, IEnumerable<string> known) => Report(
        DiagnosticCatalog.UnknownMethod,
        method.Span,
        $"the service does not take the method {Quote(method.Value)}",
        DidYouMean(method.Value, known, "it names methods beside the usual ones under `methods`"));

    internal void ReportMethodTakenByNone(Located<string> method, IEnumerable<string> known) => Report(
        DiagnosticCatalog.UnknownMethod,
        method.Span,
        $"no service of this policy takes the method {Quote(method.Value)}",
        DidYouMean(method.Value, known, "a service names methods beside the usual ones under `methods`"));

    internal void ReportUnknownRule(Located<string> rule, IEnumerable<string> known) =>
        Report(DiagnosticCatalog.UnknownRule, rule.Span, $"unknown rule {Quote(rule.Value)}", DidYouMean(rule.Value, known));
}
