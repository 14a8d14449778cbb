using System.Collections.Immutable;

namespace Authz.Policies.Requests;

/// <summary>The methods that every service takes; others it must name.</summary>
public static class StandardMethods
{
    public static ImmutableArray<string> All { get; } =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];
}
