using System.Buffers;

namespace Authz.Policies.Syntax.Values;

/// <summary>
/// Addresses that verification keys are fetched from. Whoever can change them on their way can sign in anybody's name,
/// so they come by https; by http from this machine alone.
/// </summary>
public static class KeyAddress
{
    // .NET takes this word for a loopback address; a resolver may not.
    private const string LoopbackWord = "loopback";

    // What no URI has unescaped (RFC 3986, appendix A).
    private static readonly SearchValues<char> Refused = SearchValues.Create("\"<>\\^`{|} ");

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (text.Length > PolicyLimits.UriLengthMax)
        {
            return $"is longer than {PolicyLimits.UriLengthMax} characters";
        }

        // .NET takes spaces around an address and mends others: what it was given must be what is fetched.
        bool isPlain = !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny(Refused);
        if (!isPlain || !Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
        {
            return "is not an absolute https URL";
        }

        if (address.UserInfo.Length > 0)
        {
            return "has a user name or a password; take it out";
        }

        if (text.Contains('#'))
        {
            return "has a fragment, which is never sent; take it out";
        }

        if (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsLoopback(address)))
        {
            return null;
        }

        return address.Scheme == Uri.UriSchemeHttp
            ? "is fetched in plain text, where keys can be exchanged for others; write https"
            : "is not an https URL";
    }

    /// <summary>The same for an address below which `/.well-known/openid-configuration` is fetched.</summary>
    public static string? FaultOfBase(string text) =>
        FaultOf(text) ?? (text.Contains('?') ? "has a query; metadata are fetched below its path" : null);

    private static bool IsLoopback(Uri address) => address.IsLoopback && address.Host != LoopbackWord;
}
