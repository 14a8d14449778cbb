namespace Authz.Pdp.Identities.Tokens;

/// <summary>What the `authorization` header of a request holds. INVARIANT: zero is refused.</summary>
internal enum AuthorizationForm : byte
{
    /// <summary>A bearer credential beside another credential, or one that is not written as RFC 6750 says.</summary>
    Malformed = 0,

    /// <summary>There is no such header.</summary>
    Absent = 1,

    /// <summary>Credentials of other schemes alone.</summary>
    Other = 2,

    /// <summary>One bearer credential and nothing else.</summary>
    Bearer = 3,
}
