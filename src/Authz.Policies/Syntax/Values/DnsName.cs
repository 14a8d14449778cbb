namespace Authz.Policies.Syntax.Values;

/// <summary>Names of hosts, and DNS names in certificates: labels with dots between, no wildcard, no port.</summary>
internal static class DnsName
{
    /// <summary>RFC 6761: it never resolves, so nobody's service is there. Test cases use it for services without hosts.</summary>
    private const string ReservedSuffix = ".invalid";

    /// <summary>What is wrong with a host, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOfHost(string text) =>
        FaultOf(text) ?? (IsReserved(text) ? "is reserved: `.invalid` never resolves" : null);

    /// <summary>What is wrong with a DNS name, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length == 0)
        {
            return "is empty";
        }

        if (text.Contains('*'))
        {
            return "has a wildcard; name each host";
        }

        if (text.Contains(':'))
        {
            return "has a port or is an IPv6 address; write the name alone";
        }

        if (text[^1] == '.')
        {
            return "ends with a dot; leave it out";
        }

        if (text.Length > PolicyLimits.DnsNameLengthMax)
        {
            return $"is longer than {PolicyLimits.DnsNameLengthMax} characters";
        }

        foreach (string label in text.Split('.'))
        {
            if (!IsLabel(label))
            {
                return "is not a DNS name: letters, digits, `-` and `_`, with single dots between";
            }
        }

        return null;
    }

    private static bool IsReserved(string text) => text.EndsWith(ReservedSuffix, StringComparison.OrdinalIgnoreCase);

    private static bool IsLabel(string label)
    {
        if (label.Length is 0 or > PolicyLimits.NameLengthMax || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (char c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
