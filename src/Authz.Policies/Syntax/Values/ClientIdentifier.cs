using System.Buffers;

namespace Authz.Policies.Syntax.Values;

/// <summary>
/// X-Road's and GovStack's identifier of a client: instance, class, member and mostly a subsystem. Implementations
/// differ in the characters that they take; here those are refused that another part could take for a delimiter.
/// </summary>
internal static class ClientIdentifier
{
    private const int PartsMin = 3;
    private const int PartsMax = 4;

    private static readonly SearchValues<char> Delimiters = SearchValues.Create("%;\\");

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length > PolicyLimits.ClientLengthMax)
        {
            return $"is longer than {PolicyLimits.ClientLengthMax} characters";
        }

        if (text.AsSpan().ContainsAny(Delimiters) || HasControl(text))
        {
            return "has `%`, `;`, `\\` or a control character";
        }

        string[] parts = text.Split('/');
        if (parts.Length is < PartsMin or > PartsMax)
        {
            return $"has {parts.Length} parts";
        }

        foreach (string part in parts)
        {
            if (part.Length == 0 || part is "." or ".." || char.IsWhiteSpace(part[0]) || char.IsWhiteSpace(part[^1]))
            {
                return "has a part that is empty, `.` or `..`, or that begins or ends with a space";
            }
        }

        return null;
    }

    private static bool HasControl(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }
}
