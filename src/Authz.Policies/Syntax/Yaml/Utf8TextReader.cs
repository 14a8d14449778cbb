using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml;

/// <summary>The bytes of a file to text.</summary>
internal static class Utf8TextReader
{
    /// <summary>False: the file is not UTF-8, and that is reported.</summary>
    public static bool TryRead(string path, ReadOnlySpan<byte> bytes, DiagnosticBag diagnostics, out SourceText source)
    {
        ReadOnlySpan<byte> text = WithoutByteOrderMark(bytes);

        // What is wrong is replaced, so that there is a text to point into.
        source = new SourceText(path, Encoding.UTF8.GetString(text));
        return IsUtf8(text, source, diagnostics);
    }

    public static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static bool IsUtf8(ReadOnlySpan<byte> bytes, SourceText source, DiagnosticBag diagnostics)
    {
        if (Utf8.IsValid(bytes))
        {
            return true;
        }

        int offset = 0;
        while (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done)
        {
            offset += rune.Utf16SequenceLength;
            bytes = bytes[length..];
        }

        diagnostics.ReportInvalidUtf8(new SourceSpan(source, new TextSpan(offset, 0)));
        return false;
    }
}
