using System.Buffers;
using System.Text;

namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>Pieces of JSON text (RFC 8259), read without exceptions. Each method takes a place and gives the one behind.</summary>
public static class JsonText
{
    public const int Broken = -1;

    private const int UnicodeEscapeLength = 6;

    private static readonly SearchValues<byte> EndsRun =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    public static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            at++;
        }

        return at;
    }

    /// <param name="at">Behind the opening quote.</param>
    /// <param name="isBroken">It has half a surrogate pair: no text.</param>
    public static int ReadString(ReadOnlySpan<byte> text, int at, out bool hasEscapes, out bool isBroken)
    {
        hasEscapes = false;
        isBroken = false;
        while (true)
        {
            int run = text[at..].IndexOfAny(EndsRun);
            if (run < 0)
            {
                return Broken;
            }

            at += run;
            if (text[at] == '"')
            {
                return at + 1;
            }

            if (text[at] != '\\')
            {
                return Broken;
            }

            hasEscapes = true;
            at = ReadEscape(text, at, out Rune rune);
            if (at == Broken)
            {
                return Broken;
            }

            isBroken |= rune == Rune.ReplacementChar && !IsReplacementEscape(text, at);
        }
    }

    /// <summary>A number: integer part, then perhaps a fraction and an exponent.</summary>
    public static int ReadNumber(ReadOnlySpan<byte> text, int at, out bool isInteger)
    {
        isInteger = true;
        at = at < text.Length && text[at] == '-' ? at + 1 : at;
        int digits = CountDigits(text, at);
        if (digits == 0 || (digits > 1 && text[at] == '0'))
        {
            return Broken;
        }

        at += digits;
        if (at < text.Length && text[at] == '.')
        {
            isInteger = false;
            digits = CountDigits(text, at + 1);
            at = digits == 0 ? Broken : at + 1 + digits;
        }

        if (at != Broken && at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            isInteger = false;
            at = at + 1 < text.Length && text[at + 1] is (byte)'+' or (byte)'-' ? at + 2 : at + 1;
            digits = CountDigits(text, at);
            at = digits == 0 ? Broken : at + digits;
        }

        return at;
    }

    /// <summary>Past a value of text that was found to be JSON.</summary>
    public static int SkipValue(ReadOnlySpan<byte> text, int at)
    {
        int depth = 0;
        do
        {
            at = SkipSpace(text, at);
            switch (text[at])
            {
                case (byte)'"':
                    at = ReadString(text, at + 1, out _, out _);
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    at++;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    at++;
                    break;
                case (byte)',' or (byte)':':
                    at++;
                    break;
                default:
                    at = SkipWord(text, at);
                    break;
            }
        }
        while (depth > 0);
        return at;
    }

    /// <summary>Writes the text that a string with escapes stands for; never longer than the string itself.</summary>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int length = 0;
        int at = 0;
        while (at < text.Length)
        {
            int run = text[at..].IndexOf((byte)'\\');
            ReadOnlySpan<byte> plain = run < 0 ? text[at..] : text.Slice(at, run);
            plain.CopyTo(target[length..]);
            length += plain.Length;
            at += plain.Length;
            if (run >= 0)
            {
                at = ReadEscape(text, at, out Rune rune);
                length += rune.EncodeToUtf8(target[length..]);
            }
        }

        return length;
    }

    /// <param name="rune">The replacement character where the escape is half a surrogate pair.</param>
    private static int ReadEscape(ReadOnlySpan<byte> text, int at, out Rune rune)
    {
        rune = default;
        if (at + 1 >= text.Length)
        {
            return Broken;
        }

        char plain = text[at + 1] switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => '\0',
        };
        if (plain != '\0')
        {
            rune = new Rune(plain);
            return at + 2;
        }

        if (!TryReadUnit(text, at, out char unit))
        {
            return Broken;
        }

        at += UnicodeEscapeLength;
        if (!char.IsSurrogate(unit))
        {
            rune = new Rune(unit);
            return at;
        }

        rune = Rune.ReplacementChar;
        if (char.IsHighSurrogate(unit) && TryReadUnit(text, at, out char low) && char.IsLowSurrogate(low))
        {
            rune = new Rune(unit, low);
            return at + UnicodeEscapeLength;
        }

        return at;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> text, int at, out char unit)
    {
        unit = '\0';
        if (at + UnicodeEscapeLength > text.Length || text[at] != '\\' || text[at + 1] != 'u')
        {
            return false;
        }

        foreach (byte b in text.Slice(at + 2, UnicodeEscapeLength - 2))
        {
            if (!char.IsAsciiHexDigit((char)b))
            {
                return false;
            }

            unit = (char)((unit << 4) | (b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10));
        }

        return true;
    }

    /// <summary>Whether the escape that ends here spells the replacement character itself, `\ufffd`.</summary>
    private static bool IsReplacementEscape(ReadOnlySpan<byte> text, int end) =>
        TryReadUnit(text, end - UnicodeEscapeLength, out char unit) && unit == Rune.ReplacementChar.Value;

    private static int CountDigits(ReadOnlySpan<byte> text, int at)
    {
        int end = at;
        while (end < text.Length && char.IsAsciiDigit((char)text[end]))
        {
            end++;
        }

        return end - at;
    }

    private static int SkipWord(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && (char.IsAsciiLetterOrDigit((char)text[at]) || text[at] is (byte)'-' or (byte)'+' or (byte)'.'))
        {
            at++;
        }

        return at;
    }
}
