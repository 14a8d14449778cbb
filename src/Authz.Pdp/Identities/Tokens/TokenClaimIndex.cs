using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Authz.Pdp.Identities.Credentials;
using Authz.Policies.Decisions;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// From the claims of one issuer's tokens to building blocks. An identity names several claims, each a text; it is sought by
/// one of them, and all of them are compared.
/// </summary>
internal sealed class TokenClaimIndex
{
    private const string Subject = "sub";

    private readonly byte[][] names;
    private readonly ImmutableArray<int> leads;
    private readonly FrozenDictionary<int, FrozenDictionary<string, ImmutableArray<Identity>>> identities;

    public TokenClaimIndex(IEnumerable<(int Block, ImmutableSortedDictionary<string, string> Claims)> declared)
    {
        // One without claims would be every token's.
        (int Block, ImmutableSortedDictionary<string, string> Claims)[] all = [.. declared.Where(identity => !identity.Claims.IsEmpty)];
        string[] texts = [.. all.SelectMany(identity => identity.Claims.Keys).Distinct(StringComparer.Ordinal)];
        names = [.. texts.Select(Encoding.UTF8.GetBytes)];
        Dictionary<string, int> places = texts.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        identities = all
            .GroupBy(identity => places[LeadOf(identity.Claims)])
            .ToFrozenDictionary(
                group => group.Key,
                group => group
                    .GroupBy(identity => identity.Claims[texts[group.Key]], StringComparer.Ordinal)
                    .ToFrozenDictionary(
                        same => same.Key,
                        same => same.Select(identity => Prepare(identity.Block, identity.Claims, places)).ToImmutableArray(),
                        StringComparer.Ordinal));
        leads = [.. identities.Keys];
    }

    /// <param name="payload">Was read before, and is good.</param>
    /// <returns>Named, nameless, or rejected where two blocks have such a token.</returns>
    public CredentialProof Find(ReadOnlySpan<byte> payload, TokenClaims claims)
    {
        var found = new TokenMember[names.Length];
        if (!TokenJson.TryRead(payload, names, found))
        {
            return CredentialProof.Rejected(DecisionReason.BadToken);
        }

        var texts = new string?[names.Length];
        byte[] scratch = new byte[payload.Length];
        for (int i = 0; i < names.Length; i++)
        {
            texts[i] = found[i].IsText ? Encoding.UTF8.GetString(found[i].PlainText(payload, scratch)) : null;
        }

        int block = BlockIndex.NoBlock;
        foreach (int lead in leads)
        {
            if (texts[lead] is not { } text || !identities[lead].TryGetValue(text, out ImmutableArray<Identity> candidates))
            {
                continue;
            }

            foreach (Identity identity in candidates)
            {
                if (!identity.Claims.All(claim => texts[claim.Name] == claim.Value))
                {
                    continue;
                }

                if (block != BlockIndex.NoBlock && block != identity.Block)
                {
                    return CredentialProof.Rejected(DecisionReason.IdentityConflict);
                }

                block = identity.Block;
            }
        }

        return block == BlockIndex.NoBlock ? CredentialProof.Nameless(claims) : CredentialProof.Named(block, claims);
    }

    private static string LeadOf(ImmutableSortedDictionary<string, string> claims) =>
        claims.ContainsKey(Subject) ? Subject : claims.Keys.First();

    private static Identity Prepare(int block, ImmutableSortedDictionary<string, string> claims, Dictionary<string, int> places) =>
        new(block, [.. claims.Select(claim => (places[claim.Key], claim.Value))]);

    private sealed record Identity(int Block, ImmutableArray<(int Name, string Value)> Claims);
}
