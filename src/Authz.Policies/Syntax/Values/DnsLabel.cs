namespace Authz.Policies.Syntax.Values;

/// <summary>The names of documents, services and rules: a DNS label of RFC 1123, in lower case.</summary>
internal static class DnsLabel
{
    public static bool IsValid(string text)
    {
        if (text.Length is 0 or > PolicyLimits.NameLengthMax || text[0] == '-' || text[^1] == '-')
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }
}
