using System.Collections.Concurrent;
using Authz.Policies.Binding;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>Slots for keys that are fetched, by where they are fetched from. Asked when a version is prepared, never by a check.</summary>
public sealed class TokenKeyRing
{
    private readonly ConcurrentDictionary<string, TokenKeySlot> slots = new(StringComparer.Ordinal);

    /// <summary>The same slot for as long as the issuer's keys come from the same place.</summary>
    public TokenKeySlot SlotOf(BoundIssuer issuer) => slots.GetOrAdd(SourceOf(issuer), static _ => new TokenKeySlot());

    /// <summary>What tells two sources apart: the address, how it is read, and for whom.</summary>
    public static string SourceOf(BoundIssuer issuer) => issuer.JwksUri is { } uri
        ? $"jwks {uri}"
        : $"discovery {issuer.DiscoveryBase} {issuer.Issuer}";
}
