namespace Authz.Pdp.Identities.Tokens;

/// <summary>What a bearer token looks like. INVARIANT: zero is refused.</summary>
internal enum TokenForm : byte
{
    /// <summary>Encrypted, or a JWT to a lenient reader and not to a strict one: nobody can say whose it is.</summary>
    Refused = 0,

    /// <summary>No JWT to any reader.</summary>
    Opaque = 1,

    /// <summary>A JWS in compact form. Its header and payload look like JSON objects; they are not read yet.</summary>
    Signed = 2,
}
