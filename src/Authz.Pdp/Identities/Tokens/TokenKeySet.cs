using System.Collections.Immutable;
using System.Security.Cryptography;
using Authz.Policies.Binding;
using Authz.Policies.Syntax;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>Public keys of one issuer, ready to verify with.</summary>
public sealed class TokenKeySet
{
    private readonly ImmutableArray<TokenKey> keys;

    private TokenKeySet(ImmutableArray<TokenKey> keys, byte[] generation, DateTimeOffset fetchedAt)
    {
        this.keys = keys;
        Generation = generation;
        FetchedAt = fetchedAt;
    }

    /// <summary>When they were had from their source: they are used for `maxStale` from then on.</summary>
    public DateTimeOffset FetchedAt { get; }

    public int Count => keys.Length;

    /// <summary>
    /// What a signature was verified with: a digest of the set, so that one that was fetched again and is the same makes
    /// nobody verify anew.
    /// </summary>
    internal ReadOnlyMemory<byte> Generation { get; }

    /// <summary>
    /// Never throws. The rules are those for a key file: a set with a key that can sign, or with one that is wrong, is
    /// refused whole.
    /// </summary>
    /// <param name="jwks">A JWK set (RFC 7517) of at most 256 KiB and 100 keys.</param>
    /// <param name="algorithms">
    /// One of them must fit a key; empty: any set will do. Where a set is fetched, empty is right: keys that an issuer
    /// has withdrawn must go, even if those that came instead fit nothing.
    /// </param>
    public static TokenKeySetResult Read(
        ReadOnlySpan<byte> jwks, ImmutableArray<TokenAlgorithm> algorithms, DateTimeOffset fetchedAt)
    {
        var set = JsonWebKeySet.Read(jwks.ToArray(), algorithms);
        if (!set.Faults.IsEmpty)
        {
            return new TokenKeySetResult(null, [.. set.Faults.Select(fault => fault.Text)]);
        }

        ImmutableArray<TokenKey>.Builder keys = ImmutableArray.CreateBuilder<TokenKey>();
        foreach (PublicJsonWebKey key in set.Keys)
        {
            if (TokenKey.Create(key) is not { } ready)
            {
                return new TokenKeySetResult(null, ["has a key that the cryptography of this machine does not take"]);
            }

            keys.Add(ready);
        }

        return new TokenKeySetResult(new TokenKeySet(keys.ToImmutable(), SHA256.HashData(jwks), fetchedAt), []);
    }

    /// <summary>Whether a token of one of these algorithms could be verified at all.</summary>
    public bool CanVerify(ImmutableArray<TokenAlgorithm> algorithms) => keys.Any(key => algorithms.Any(key.CanVerify));

    /// <summary>The keys that may have signed: the one that the token names, or all that fit where it names none.</summary>
    internal ImmutableArray<TokenKey> Candidates(TokenAlgorithm algorithm, string? id)
    {
        IEnumerable<TokenKey> fitting = keys.Where(key => key.CanVerify(algorithm) && (id is null || key.Id == id));
        return [.. fitting.Take(TokenLimits.KeysTriedMax)];
    }
}
