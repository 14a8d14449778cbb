using System.Collections.Immutable;
using Authz.Policies.Syntax.Json;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Foreign;

/// <summary>A YAML or JSON file that is not of the policy language, read by the same readers, with the same strictness.</summary>
public static class ForeignFile
{
    private static ReadingLimits Limits { get; } = new(ForeignLimits.NestingMax, ForeignLimits.ValueLengthMax)
    {
        FileBytesMax = ForeignLimits.FileBytesMax,
        AliasedNodesMax = ForeignLimits.AliasedNodesMax,
    };

    /// <summary>Its documents; none where there is an error, for what is cut short would be judged wrongly.</summary>
    public static ImmutableArray<YamlNode> Read(
        string path, ReadOnlySpan<byte> bytes, out ImmutableArray<Diagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        ImmutableArray<YamlNode> documents = [];
        if (IsJson(path, bytes))
        {
            documents = ReadJson(path, bytes, bag);
        }

        // YAML may begin with a bracket too.
        bool isYaml = documents.IsEmpty && !path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);
        if (isYaml)
        {
            bag = new DiagnosticBag();
            documents = ReadYaml(path, bytes, bag);
        }

        diagnostics = bag.ToSorted();
        return bag.HasErrors ? [] : documents;
    }

    private static bool IsJson(string path, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> text = Utf8TextReader.WithoutByteOrderMark(bytes).TrimStart(" \t\r\n"u8);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || text.StartsWith("{"u8) || text.StartsWith("["u8);
    }

    private static ImmutableArray<YamlNode> ReadJson(string path, ReadOnlySpan<byte> bytes, DiagnosticBag bag)
    {
        if (bytes.Length > ForeignLimits.FileBytesMax)
        {
            bag.ReportFileTooLarge(new SourceSpan(new SourceText(path, ""), default), bytes.Length, ForeignLimits.FileBytesMax);
            return [];
        }

        return Utf8TextReader.TryRead(path, bytes, bag, out SourceText source)
            && JsonFileReader.Read(source, Utf8TextReader.WithoutByteOrderMark(bytes), Limits.NestingMax, bag) is { } root
            ? [root]
            : [];
    }

    private static ImmutableArray<YamlNode> ReadYaml(string path, ReadOnlySpan<byte> bytes, DiagnosticBag bag) =>
        YamlTextReader.TryRead(path, bytes, Limits.FileBytesMax, bag, out SourceText source)
            ? YamlFileReader.Read(source, Limits, bag).Documents
            : [];
}
