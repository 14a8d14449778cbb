namespace Authz.Service.Keys;

/// <summary>What came of asking for an issuer's keys once.</summary>
/// <param name="Jwks">Null: they could not be had.</param>
/// <param name="Lifetime">For how long the answer says that it may be kept; null: it says nothing.</param>
/// <param name="Fault">Why they could not be had.</param>
internal sealed record KeyFetch(byte[]? Jwks, TimeSpan? Lifetime, string? Fault)
{
    public static KeyFetch Failed(string fault) => new(null, null, fault);
}
