namespace Authz.Policies.Syntax.Values;

/// <summary>
/// SPIFFE IDs as the SPIFFE standard (SPIFFE-ID, chapter 2) writes them, and with a path: without one an ID names a
/// whole trust domain and no caller.
/// </summary>
internal static class SpiffeId
{
    private const string Scheme = "spiffe://";

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return $"does not begin with `{Scheme}`";
        }

        if (text.Length > PolicyLimits.SpiffeIdLengthMax)
        {
            return $"is longer than {PolicyLimits.SpiffeIdLengthMax} characters";
        }

        ReadOnlySpan<char> rest = text.AsSpan(Scheme.Length);
        int slash = rest.IndexOf('/');
        ReadOnlySpan<char> trustDomain = slash < 0 ? rest : rest[..slash];
        if (FaultOfTrustDomain(trustDomain) is { } fault)
        {
            return fault;
        }

        return slash < 0 ? "has no path and would name a whole trust domain" : FaultOfPath(rest[(slash + 1)..]);
    }

    private static string? FaultOfTrustDomain(ReadOnlySpan<char> trustDomain)
    {
        if (trustDomain.Length is 0 or > PolicyLimits.TrustDomainLengthMax)
        {
            return $"has a trust domain of no or more than {PolicyLimits.TrustDomainLengthMax} characters";
        }

        foreach (char c in trustDomain)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c is not ('.' or '-' or '_'))
            {
                return "has a trust domain of other than lower-case letters, digits, `.`, `-` and `_`";
            }
        }

        return null;
    }

    private static string? FaultOfPath(ReadOnlySpan<char> path)
    {
        foreach (Range range in path.Split('/'))
        {
            ReadOnlySpan<char> segment = path[range];
            if (segment.IsEmpty)
            {
                return "has an empty segment or a slash at its end";
            }

            if (segment is "." or "..")
            {
                return "has a segment `.` or `..`";
            }

            foreach (char c in segment)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))
                {
                    return "has a path of other than letters, digits, `.`, `-` and `_`";
                }
            }
        }

        return null;
    }
}
