using System.Buffers;

namespace Authz.Pdp.Identities.Signatures;

/// <summary>Structured fields (RFC 9651), as far as message signatures use them: where a part of one ends, or that it is none.</summary>
internal static class StructuredField
{
    public const int Broken = -1;

    private static readonly SearchValues<byte> KeyBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.*"u8);

    private static readonly SearchValues<byte> TokenBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~:/"u8);

    private static readonly SearchValues<byte> Base64Bytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    /// <summary>RFC 9651 section 3.1.2: a letter or `*` first.</summary>
    public static int SkipKey(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length || !(text[at] == '*' || char.IsAsciiLetterLower((char)text[at])))
        {
            return Broken;
        }

        return SkipAll(text, at, KeyBytes);
    }

    /// <summary>Section 3.1.1, of strings alone: `("a" "b";p)` with its parameters.</summary>
    public static int SkipStringList(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length || text[at] != '(')
        {
            return Broken;
        }

        at++;
        while (at < text.Length && text[at] != ')')
        {
            at = SkipParameters(text, SkipString(text, at));
            if (at == Broken || at >= text.Length || text[at] is not ((byte)' ' or (byte)')'))
            {
                return Broken;
            }

            // One space between two, none before the end: only one form is signed.
            bool isSpace = text[at] == ' ';
            if (isSpace && (at + 1 >= text.Length || text[at + 1] != '"'))
            {
                return Broken;
            }

            at += isSpace ? 1 : 0;
        }

        return at >= text.Length ? Broken : SkipParameters(text, at + 1);
    }

    /// <summary>Section 3.1.2, without spaces.</summary>
    public static int SkipParameters(ReadOnlySpan<byte> text, int at)
    {
        while (at != Broken && at < text.Length && text[at] == ';')
        {
            at = SkipKey(text, at + 1);
            if (at != Broken && at < text.Length && text[at] == '=')
            {
                at = SkipBareItem(text, at + 1);
            }
        }

        return at;
    }

    /// <summary>Section 3.3: a string, a token, a byte sequence, an integer or a boolean.</summary>
    public static int SkipBareItem(ReadOnlySpan<byte> text, int at)
    {
        byte first = at < text.Length ? text[at] : default;
        return first switch
        {
            (byte)'"' => SkipString(text, at),
            (byte)':' => SkipBytes(text, at),
            (byte)'?' => at + 1 < text.Length && text[at + 1] is (byte)'0' or (byte)'1' ? at + 2 : Broken,
            (byte)'-' => SkipDigits(text, at + 1),
            >= (byte)'0' and <= (byte)'9' => SkipDigits(text, at),
            (byte)'*' or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') => SkipAll(text, at, TokenBytes),
            _ => Broken,
        };
    }

    /// <summary>Section 3.3.3.</summary>
    public static int SkipString(ReadOnlySpan<byte> text, int at)
    {
        if (at < 0 || at >= text.Length || text[at] != '"')
        {
            return Broken;
        }

        for (at++; at < text.Length; at++)
        {
            switch (text[at])
            {
                case (byte)'"':
                    return at + 1;
                case (byte)'\\':
                    at++;
                    if (at >= text.Length || text[at] is not ((byte)'"' or (byte)'\\'))
                    {
                        return Broken;
                    }

                    break;
                case < (byte)' ' or > (byte)'~':
                    return Broken;
            }
        }

        return Broken;
    }

    /// <summary>Section 3.3.5.</summary>
    public static int SkipBytes(ReadOnlySpan<byte> text, int at)
    {
        if (at >= text.Length || text[at] != ':')
        {
            return Broken;
        }

        int end = SkipAll(text, at + 1, Base64Bytes);
        return end < text.Length && text[end] == ':' ? end + 1 : Broken;
    }

    /// <summary>Section 3.2: what stands between two members.</summary>
    public static int SkipSpace(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t')
        {
            at++;
        }

        return at;
    }

    // Section 3.3.1: at most fifteen digits. Signatures have no decimals.
    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        int end = at;
        while (end < text.Length && text[end] is >= (byte)'0' and <= (byte)'9')
        {
            end++;
        }

        return end - at is >= 1 and <= 15 ? end : Broken;
    }

    private static int SkipAll(ReadOnlySpan<byte> text, int at, SearchValues<byte> allowed)
    {
        int length = text[at..].IndexOfAnyExcept(allowed);
        return length < 0 ? text.Length : at + length;
    }
}
