using System.Globalization;
using System.Text.RegularExpressions;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>How cells of the tables are written: `\x00` is a byte, `&lt;ab*3>` is `ababab`; each character is one byte.</summary>
internal static partial class CaseText
{
    private const int ShownMax = 60;

    public static string Read(string cell) => EscapedByte().Replace(
        Repetition().Replace(cell, match => string.Concat(Enumerable.Repeat(
            match.Groups[1].Value, int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture)))),
        match => ((char)byte.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    /// <summary>For the name of a test.</summary>
    public static string Escape(string text)
    {
        string shown = string.Concat(text.Take(ShownMax).Select(c => c is > ' ' and <= '~' and not '\\' ? c.ToString() : $"\\x{(int)c:x2}"));
        return text.Length <= ShownMax ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown}… of {text.Length}");
    }

    [GeneratedRegex(@"\\x([0-9a-f]{2})")]
    private static partial Regex EscapedByte();

    [GeneratedRegex(@"<([^<>*]+)\*(\d+)>")]
    private static partial Regex Repetition();
}
