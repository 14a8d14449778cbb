using System.Buffers;

namespace Authz.Policies.Syntax.Values;

/// <summary>
/// Names and values of query parameters that a rule sets or removes. Envoy takes few characters there, not even an
/// escape, and answers 500 to a request that would get any other.
/// </summary>
internal static class QueryText
{
    private static readonly SearchValues<char> Taken =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._*");

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfName(string text) => text.Length == 0 ? "is empty" : FaultOfValue(text);

    public static string? FaultOfValue(string text)
    {
        if (text.Length > PolicyLimits.AnswerValueLengthMax)
        {
            return $"is longer than {PolicyLimits.AnswerValueLengthMax} characters";
        }

        return text.AsSpan().ContainsAnyExcept(Taken) ? "has a character that Envoy does not take there" : null;
    }
}
