namespace Authz.Policies.Syntax.Values;

internal static class MethodName
{
    /// <summary>In a rule: every method.</summary>
    public const string Any = "*";

    /// <summary>RFC 9110 takes more characters; none of them is in a registered method.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length is 0 or > PolicyLimits.MethodLengthMax || !char.IsAsciiLetterUpper(text[0]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
