using Authz.Policies.Syntax.Json;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.OpenApi;

/// <summary>A file that is expected to be an OpenAPI document.</summary>
public static class ApiDocumentFile
{
    /// <summary>Reads a document that stands alone, outside of any set. Null: it cannot be read, and that is reported.</summary>
    public static ApiDocumentSyntax? Read(string path, ReadOnlyMemory<byte> bytes, DiagnosticBag diagnostics)
    {
        int errorsBefore = diagnostics.ErrorCount;
        YamlNode? root = SourceFile.IsJson(path)
            ? ReadJson(path, bytes.Span, diagnostics)
            : ReadYaml(path, bytes.Span, diagnostics);
        if (root is YamlMapping mapping && ApiDocumentSign.IsOn(mapping))
        {
            return Read(mapping, diagnostics, errorsBefore);
        }

        if (diagnostics.ErrorCount == errorsBefore)
        {
            diagnostics.ReportNotApiDocument(new Located<string>(path, new SourceSpan(new SourceText(path, ""), default)));
        }

        return null;
    }

    /// <summary>The root of a JSON file. Null: it cannot be read, and that is reported.</summary>
    internal static YamlNode? ReadJson(string path, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics) =>
        FitsLimit(path, bytes.Length, diagnostics) && Utf8TextReader.TryRead(path, bytes, diagnostics, out SourceText source)
            ? JsonFileReader.Read(
                source, Utf8TextReader.WithoutByteOrderMark(bytes), PolicyLimits.ApiDocumentNestingMax, diagnostics)
            : null;

    internal static bool FitsLimit(string path, int length, DiagnosticBag diagnostics)
    {
        if (length <= PolicyLimits.ApiDocumentBytesMax)
        {
            return true;
        }

        diagnostics.ReportApiDocumentTooLarge(new SourceSpan(new SourceText(path, ""), default), length);
        return false;
    }

    /// <param name="errorsBefore">How many errors there were before the file was read: a tree with one is not looked into.</param>
    internal static ApiDocumentSyntax? Read(YamlMapping root, DiagnosticBag diagnostics, int errorsBefore) =>
        diagnostics.ErrorCount == errorsBefore ? ApiDocumentReader.Read(root, diagnostics) : null;

    private static YamlNode? ReadYaml(string path, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics)
    {
        if (!FitsLimit(path, bytes.Length, diagnostics)
            || !YamlTextReader.TryRead(path, bytes, diagnostics, out SourceText source))
        {
            return null;
        }

        YamlFile file = YamlFileReader.Read(source, ReadingLimits.OfApiDocument, diagnostics);
        if (file is { IsWhole: true, Documents.Length: > 1 } && file.Documents.Any(ApiDocumentSign.IsOn))
        {
            diagnostics.ReportApiDocumentNotAlone(file.Documents[1].Span);
        }

        return file is { IsWhole: true, Documents: [{ } root] } ? root : null;
    }
}
