using System.Buffers;

namespace Authz.Policies.Syntax.Values;

/// <summary>Header lines as HTTP takes them (RFC 9110, chapter 5).</summary>
internal static class HeaderText
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>What is wrong with a name, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfName(string text)
    {
        if (text.StartsWith(':'))
        {
            return "is a pseudo-header; the request has its own keys for it";
        }

        return IsToken(text) ? null : "has a name that HTTP does not take";
    }

    /// <summary>What is wrong with a value, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfValue(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c) && c != '\t')
            {
                return "has a control character";
            }
        }

        return null;
    }

    public static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);
}
