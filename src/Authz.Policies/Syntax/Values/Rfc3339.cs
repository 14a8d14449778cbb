using System.Globalization;

namespace Authz.Policies.Syntax.Values;

/// <summary>Times as RFC 3339 writes them. An offset is required: a grant must not end at another hour elsewhere.</summary>
internal static class Rfc3339
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ssK";
    private const string FractionFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";
    private const int OffsetLength = 6;

    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        bool hasOffset = text.EndsWith('Z') || (text.Length > OffsetLength && text[^OffsetLength] is '+' or '-');

        // The format takes a dot without digits, which is no fraction.
        int dot = text.IndexOf('.');
        bool isFractionEmpty = dot >= 0 && !(dot + 1 < text.Length && char.IsAsciiDigit(text[dot + 1]));
        return hasOffset
            && !isFractionEmpty
            && DateTimeOffset.TryParseExact(
                text,
                dot >= 0 ? FractionFormat : Format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out time);
    }
}
