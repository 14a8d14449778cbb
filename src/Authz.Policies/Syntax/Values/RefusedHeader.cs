namespace Authz.Policies.Syntax.Values;

/// <summary>Headers that a condition may not look at, for the language has its own keys for what they say.</summary>
internal static class RefusedHeader
{
    private const string OwnPrefix = "x-authz-";

    /// <summary>What to write instead, as the end of a sentence that begins with who; null: the header may be named.</summary>
    public static string? MendOf(string name)
    {
        string lower = name.ToLowerInvariant();
        return lower switch
        {
            ":path" => "a rule names `paths` or `operations`, a condition a `query` or a `pathParameter`",
            ":method" => "a rule names `methods`",
            ":authority" or "host" => "a service names its `hosts`",
            ":scheme" => "every route has one scheme: leave it out",
            _ when lower.StartsWith(':') => "a request has no such pseudo-header: leave it out",
            _ when lower.StartsWith(OwnPrefix, StringComparison.Ordinal) =>
                "the service sets these itself: a policy's `subjects` say who calls",
            _ => null,
        };
    }
}
