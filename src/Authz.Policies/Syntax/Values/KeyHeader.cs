using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Authz.Policies.Syntax.Values;

/// <summary>
/// Headers that may carry an API key. One is taken away before the request is forwarded: a header that says something to
/// the service or to a proxy cannot be it.
/// </summary>
internal static class KeyHeader
{
    private static readonly FrozenSet<string> Credentials = new[]
    {
        "authorization", "cookie", "set-cookie", "signature", "signature-input", "www-authenticate", "authentication-info",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Meanings = new[]
    {
        "cache-control", "date", "dnt", "early-data", "from", "link", "max-forwards", "origin", "pragma", "prefer", "priority",
        "range", "referer", "traceparent", "tracestate", "user-agent", "via", "warning", "x-request-id",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableArray<string> FamiliesOfHttp =
        ["accept", "access-control-", "content-", "grpc-", "if-", "sec-", "x-b3-"];

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string name)
    {
        if (name.StartsWith(':'))
        {
            return "is a pseudo-header: it says where the request goes";
        }

        if (!HeaderText.IsToken(name))
        {
            return "is no name of a header";
        }

        if (name.Length > PolicyLimits.CredentialHeaderLengthMax)
        {
            return $"is longer than {PolicyLimits.CredentialHeaderLengthMax} characters";
        }

        // Many servers take an underscore for a hyphen.
        string read = name.Replace('_', '-');
        return ReservedHeader.FaultOf(read)
            ?? (Credentials.Contains(read) ? "carries credentials of another kind"
                : AnswerHeader.IsOverride(read) || Meanings.Contains(read) || IsOfHttp(read) ? "has a meaning of its own"
                : null);
    }

    private static bool IsOfHttp(string name) =>
        FamiliesOfHttp.Any(family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase));
}
