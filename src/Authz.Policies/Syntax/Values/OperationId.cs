namespace Authz.Policies.Syntax.Values;

internal static class OperationId
{
    public static bool IsValid(string text)
    {
        if (text.Length is 0 or > PolicyLimits.OperationIdLengthMax || !char.IsAsciiLetter(text[0]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
