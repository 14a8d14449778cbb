using System.Buffers;

namespace Authz.Policies.Syntax.Values;

/// <summary>Names and values of a query as they stand in a request target: percent-encoded, without what divides them.</summary>
internal static class QueryText
{
    // RFC 3986 §3.4 without `&` and `=`, which divide, `+`, which some read as a space, and `'`, which some escape.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$()*,:@/?");

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfName(string text) => text.Length == 0 ? "is empty" : FaultOfValue(text);

    public static string? FaultOfValue(string text)
    {
        if (text.Length > PolicyLimits.AnswerValueLengthMax)
        {
            return $"is longer than {PolicyLimits.AnswerValueLengthMax} characters";
        }

        for (int i = 0; i < text.Length; i++)
        {
            bool isEscape = text[i] == '%'
                && i + 2 < text.Length
                && char.IsAsciiHexDigit(text[i + 1])
                && char.IsAsciiHexDigit(text[i + 2]);
            if (isEscape)
            {
                i += 2;
            }
            else if (!Plain.Contains(text[i]))
            {
                return "is not percent-encoded";
            }
        }

        return null;
    }

    /// <summary>The same text as it should be written; null where it has something that no encoding mends.</summary>
    public static string? Encoded(string text) => text.Length > PolicyLimits.AnswerValueLengthMax ? null : Uri.EscapeDataString(text);
}
