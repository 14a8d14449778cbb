namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// What is done with what the `authorization` header holds and nobody here can verify: another scheme, a token of no
/// declared issuer, one that is no JWT. INVARIANT: zero is the strict one.
/// </summary>
public enum UnknownTokenMode : byte
{
    /// <summary>The call is denied.</summary>
    Refused = 0,

    /// <summary>It proves nothing and harms nothing: whoever it is for may verify it.</summary>
    Passed = 1,
}
