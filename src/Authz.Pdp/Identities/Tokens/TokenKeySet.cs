namespace Authz.Pdp.Identities.Tokens;

/// <summary>Public keys of one issuer, ready to verify with.</summary>
public sealed class TokenKeySet
{
    /// <summary>When they were had from their source: they are used for `maxStale` from then on.</summary>
    public required DateTimeOffset FetchedAt { get; init; }
}
