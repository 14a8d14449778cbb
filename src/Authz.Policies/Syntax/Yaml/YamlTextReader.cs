using System.Buffers;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>The bytes of a file to text that may be read as YAML.</summary>
internal static class YamlTextReader
{
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';
    private const char ByteOrderMark = '\uFEFF';

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(ForbiddenCharacters());

    /// <summary>False: the file cannot be read, and that is reported.</summary>
    public static bool TryRead(string path, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics, out SourceText source) =>
        TryRead(path, bytes, PolicyLimits.FileBytesMax, diagnostics, out source);

    /// <summary>As above, for files that are no policies.</summary>
    public static bool TryRead(
        string path, ReadOnlySpan<byte> bytes, int bytesMax, DiagnosticBag diagnostics, out SourceText source)
    {
        source = new SourceText(path, "");
        if (bytes.Length > bytesMax)
        {
            diagnostics.ReportFileTooLarge(new SourceSpan(source, default), bytes.Length, bytesMax);
            return false;
        }

        return Utf8TextReader.TryRead(path, bytes, diagnostics, out source) && HasOnlyYamlCharacters(source, diagnostics);
    }

    /// <summary>
    /// The parser takes a NUL for the end of the file, which would hide the rules behind it; and YAML 1.1 and 1.2
    /// disagree on which of the rarer characters end a line.
    /// </summary>
    private static bool HasOnlyYamlCharacters(SourceText source, DiagnosticBag diagnostics)
    {
        int index = source.Text.AsSpan().IndexOfAny(Forbidden);
        if (index < 0)
        {
            return true;
        }

        diagnostics.ReportForbiddenCharacter(
            new SourceSpan(source, new TextSpan(index, 1)), source.Text[index].ToString());
        return false;
    }

    private static string ForbiddenCharacters()
    {
        IEnumerable<char> controls = Enumerable.Range(0, 0xA0).Select(code => (char)code)
            .Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'));
        return string.Concat([.. controls, LineSeparator, ParagraphSeparator, ByteOrderMark, '\uFFFE', '\uFFFF']);
    }
}
