namespace Authz.Policies.Syntax.Values;

/// <summary>Keys of labels are plain words; values are short prose.</summary>
internal static class LabelText
{
    private static readonly string TooLong = $"is longer than {PolicyLimits.LabelLengthMax} characters";

    /// <summary>What is wrong with a value, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfValue(string text) =>
        text.Length > PolicyLimits.LabelLengthMax ? TooLong : Prose.FaultOf(text);

    /// <summary>What is wrong with a key, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfKey(string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        if (text.Length > PolicyLimits.LabelLengthMax)
        {
            return TooLong;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or '/'))
            {
                return "has other characters than letters, digits, `.`, `-`, `_` and `/`";
            }
        }

        return null;
    }
}
