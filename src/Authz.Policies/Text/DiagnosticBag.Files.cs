namespace Authz.Policies.Text;

/// <summary>Files and YAML.</summary>
public sealed partial class DiagnosticBag
{
    internal void ReportInvalidUtf8(SourceSpan where) =>
        Report(DiagnosticCatalog.InvalidUtf8, where, "the file is not UTF-8 from here on", "save it as UTF-8");

    internal void ReportForbiddenCharacter(SourceSpan where, string character) => Report(
        DiagnosticCatalog.ForbiddenCharacter,
        where,
        $"the character {Quote(character)} may not stand raw in a file",
        "take it out; within double quotes it can be written as an escape");

    internal void ReportYamlSyntax(SourceSpan where, string problem, string help) =>
        Report(DiagnosticCatalog.YamlSyntax, where, $"the file is not YAML: {problem}", help);

    internal void ReportFileTooLarge(SourceSpan where, int bytes, int max) => Report(
        DiagnosticCatalog.FileTooLarge,
        where,
        $"the file has {bytes} bytes; at most {max} are read",
        "divide it");

    internal void ReportTooManyDocuments(SourceSpan where) => Report(
        DiagnosticCatalog.TooManyDocuments,
        where,
        $"the file has more than {PolicyLimits.DocumentsPerFileMax} documents",
        "divide it");

    internal void ReportNestedTooDeeply(SourceSpan where, int max = PolicyLimits.NestingMax) => Report(
        DiagnosticCatalog.NestedTooDeeply, where, $"values are nested more than {max} deep");

    internal void ReportDuplicateKey(SourceSpan where, string key, SourceSpan first) => Report(
        DiagnosticCatalog.DuplicateKey, where, $"the key {Quote(key)} is there twice; first at {first}",
        related: first);

    internal void ReportUnknownAnchor(SourceSpan where, string anchor) => Report(
        DiagnosticCatalog.UnknownAnchor,
        where,
        $"no anchor {Quote(anchor)} stands before this alias in its document",
        "if it is a text that begins with `*`, put it in quotes");

    internal void ReportAliasesTooLarge(SourceSpan where, int max) => Report(
        DiagnosticCatalog.AliasesTooLarge,
        where,
        $"the aliases of the file stand for more than {max} values");

    internal void ReportMergeKey(SourceSpan where) => Report(
        DiagnosticCatalog.MergeKey,
        where,
        "merge keys (`<<`) are not part of YAML 1.2 and are not understood",
        "write the keys out, or name a whole value by an alias");

    internal void ReportUnknownTag(SourceSpan where, string tag) => Report(
        DiagnosticCatalog.UnknownTag,
        where,
        $"the tag {Quote(tag)} is not understood here",
        "leave it out; if it is a text that begins with `!`, put it in quotes");

    internal void ReportKeyNotText(SourceSpan where) =>
        Report(DiagnosticCatalog.KeyNotText, where, "a key is a list or a mapping", "a key is plain text");

    internal void ReportValueTooLong(SourceSpan where, int max) => Report(
        DiagnosticCatalog.ValueTooLong, where, $"the value is longer than {max} characters");

    internal void ReportYamlVersion(SourceSpan where, string version) => Report(
        DiagnosticCatalog.YamlVersion,
        where,
        $"the file asks for YAML {version}; it would be read as YAML 1.2",
        "leave the `%YAML` line out");

    internal void ReportNamesWithheld(SourceSpan where, string name, int others)
    {
        string rest = others == 0 ? "" : $" and {others} more";
        Report(
            DiagnosticCatalog.NamesWithheld,
            where,
            $"{Quote(name)}{rest} cannot be resolved while a file of the set cannot be read",
            "mend that file first");
    }
}
