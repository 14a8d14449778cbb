using System.Collections.Frozen;

namespace Authz.Policies.Syntax.Values;

/// <summary>Headers that are not an author's to use: they frame the message, steer Envoy, or say who is calling.</summary>
internal static class ReservedHeader
{
    // RFC 9110 section 7.6.1 and what frames or routes a message; `expect` is answered by Envoy.
    private static readonly FrozenSet<string> Framing = Set(
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect",
        "http2-settings");

    private static readonly FrozenSet<string> Identity = Set(
        "x-road-client", "x-govstack-client", "information-mediator-client", "forwarded", "x-real-ip");

    /// <summary>Why a header cannot be used, as the end of a sentence; null: it can.</summary>
    public static string? FaultOf(string name) => FaultOfFraming(name)
        ?? (Identity.Contains(name) || HasPrefix(name, "x-forwarded-") ? "says who is calling, and from where" : null)
        ?? FaultOfOwn(name);

    /// <summary>The same for one that Envoy changes on the way: what its client made of it, nobody behind it can say.</summary>
    public static string? FaultOfChanged(string name) => FaultOfFraming(name)
        ?? (HasPrefix(name, "x-forwarded-") ? "is written anew by every proxy" : null)
        ?? FaultOfOwn(name);

    private static string? FaultOfFraming(string name) => Framing.Contains(name) || HasPrefix(name, "proxy-")
        ? "frames the message or belongs to the connection"
        : null;

    private static string? FaultOfOwn(string name) => HasPrefix(name, "x-envoy-") ? "steers Envoy"
        : HasPrefix(name, "x-authz-") ? "is the product's own"
        : null;

    private static bool HasPrefix(string name, string prefix) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
