using System.Text;
using Authz.Policies.Syntax;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// What a token says of its own signature. Where else keys may be had (`jku`, `x5u`, `jwk`, `x5c`) is not even read: keys
/// come from the issuer alone.
/// </summary>
/// <param name="KeyId">Null: it names no key.</param>
internal readonly record struct TokenHeader(TokenAlgorithm Algorithm, string? KeyId)
{
    private static readonly byte[][] Names =
        ["alg"u8.ToArray(), "kid"u8.ToArray(), "typ"u8.ToArray(), "crit"u8.ToArray(), "enc"u8.ToArray(), "zip"u8.ToArray(), "b64"u8.ToArray()];

    private static readonly (byte[] Name, TokenAlgorithm Algorithm)[] Algorithms =
        [.. Enum.GetValues<TokenAlgorithm>().Select(algorithm => (Encoding.UTF8.GetBytes(algorithm.ToString()), algorithm))];

    // `JOSE` is SPIFFE's. Others say that it is no token for a service (RFC 8725 §3.11): an event, a logout, a proof.
    private static readonly byte[][] Types =
        ["jwt"u8.ToArray(), "at+jwt"u8.ToArray(), "application/at+jwt"u8.ToArray(), "application/jwt"u8.ToArray(), "jose"u8.ToArray()];

    /// <summary>False: nothing that could be verified here.</summary>
    /// <param name="scratch">As long as the header.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, Span<byte> scratch, out TokenHeader header)
    {
        header = default;
        Span<TokenMember> found = stackalloc TokenMember[7];
        if (!TokenJson.TryRead(text, Names, found) || !found[0].IsText)
        {
            return false;
        }

        TokenMember keyId = found[1];
        TokenMember type = found[2];

        // No extension is understood, so that none may be critical; `enc`, `zip` and `b64` change what the payload means.
        bool isPlain = !found[3].IsPresent && !found[4].IsPresent && !found[5].IsPresent && !found[6].IsPresent;
        bool isTyped = !type.IsPresent || (type.IsText && IsKnownType(type.PlainText(text, scratch)));
        if (!isPlain || !isTyped || (keyId.IsPresent && !keyId.IsText))
        {
            return false;
        }

        ReadOnlySpan<byte> name = found[0].PlainText(text, scratch);
        foreach ((byte[] known, TokenAlgorithm algorithm) in Algorithms)
        {
            if (name.SequenceEqual(known))
            {
                string? id = keyId.IsPresent ? Encoding.UTF8.GetString(keyId.PlainText(text, scratch)) : null;
                header = new TokenHeader(algorithm, id);
                return true;
            }
        }

        return false;
    }

    private static bool IsKnownType(ReadOnlySpan<byte> type)
    {
        foreach (byte[] known in Types)
        {
            if (Ascii.EqualsIgnoreCase(type, known))
            {
                return true;
            }
        }

        return false;
    }
}
