using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>The bytes of a file to text that may be read as YAML.</summary>
internal static class YamlTextReader
{
    private const char NextLine = '\u0085';
    private const char LineSeparator = '\u2028';
    private const char ParagraphSeparator = '\u2029';
    private const char ByteOrderMark = '\uFEFF';

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
        string text = source.Text;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isForbidden = (char.IsControl(c) && c is not ('\t' or '\n' or '\r'))
                || c is NextLine or LineSeparator or ParagraphSeparator or ByteOrderMark or '\uFFFE' or '\uFFFF';
            if (isForbidden)
            {
                diagnostics.ReportForbiddenCharacter(new SourceSpan(source, new TextSpan(i, 1)), c.ToString());
                return false;
            }
        }

        return true;
    }
}
