using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Syntax;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>One issuer of a version, prepared to judge tokens.</summary>
internal sealed class TokenIssuer
{
    private readonly byte[] name;
    private readonly byte[][] audiences;
    private readonly TokenKeySlot slot;

    public TokenIssuer(BoundPolicySet policies, int index, TokenKeyRing ring)
    {
        Declared = policies.Issuers[index];
        name = Encoding.UTF8.GetBytes(Declared.Issuer);
        audiences = [.. Declared.Audiences.Select(Encoding.UTF8.GetBytes)];
        slot = Declared.Jwks.IsEmpty ? ring.SlotOf(Declared) : SlotOfFile(Declared.Jwks.Span);
        Blocks = new TokenClaimIndex(policies.Blocks.SelectMany(
            block => block.Tokens.Where(token => token.Issuer == index).Select(token => (block.Index, token.Claims))));
    }

    public BoundIssuer Declared { get; }

    public TokenClaimIndex Blocks { get; }

    public bool IsNamed(ReadOnlySpan<byte> issuer) => issuer.SequenceEqual(name);

    public bool IsFor(ReadOnlySpan<byte> audience)
    {
        foreach (byte[] own in audiences)
        {
            if (audience.SequenceEqual(own))
            {
                return true;
            }
        }

        return false;
    }

    public bool Takes(TokenAlgorithm algorithm) => Declared.Algorithms.Contains(algorithm);

    /// <summary>Null: none are at hand that may still be used.</summary>
    public TokenKeySet? KeysAt(DateTimeOffset time)
    {
        TokenKeySet? keys = slot.Keys;
        return keys is not null && (!Declared.Jwks.IsEmpty || IsFresh(time - keys.FetchedAt)) ? keys : null;
    }

    /// <summary>A token was signed with a key that is not at hand. It is refused; the next one may find the key.</summary>
    public void AskForKeys() => slot.AskForRefresh();

    private bool IsFresh(TimeSpan age) =>
        age <= Declared.MaxStale && age >= TimeSpan.FromSeconds(-TokenLimits.KeysAheadSecondsMax);

    // The file was held to the same rules when the set was bound.
    private static TokenKeySlot SlotOfFile(ReadOnlySpan<byte> jwks) =>
        new() { Keys = TokenKeySet.Read(jwks, ImmutableArray<TokenAlgorithm>.Empty, DateTimeOffset.MinValue).Keys };
}
