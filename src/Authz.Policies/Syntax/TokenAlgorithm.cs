namespace Authz.Policies.Syntax;

/// <summary>
/// How a token is signed, by the names of RFC 7518 and RFC 8037. INVARIANT: each takes a public key to verify; `none`
/// and the symmetric ones have no place here, for whoever verifies by a shared secret can also sign.
/// </summary>
public enum TokenAlgorithm : byte
{
    RS256 = 0,
    RS384 = 1,
    RS512 = 2,
    PS256 = 3,
    PS384 = 4,
    PS512 = 5,
    ES256 = 6,
    ES384 = 7,
    ES512 = 8,
    EdDSA = 9,
}
