namespace Authz.Pdp.Identities.Credentials;

/// <summary>INVARIANT: zero is refused, so that a credential nobody looked at spoils the call.</summary>
internal enum CredentialOutcome : byte
{
    /// <summary>There is one and it is bad: the whole call is refused, whatever else proves the caller.</summary>
    Rejected = 0,

    /// <summary>There is none of this kind.</summary>
    Absent = 1,

    /// <summary>There is a good one, and it names no building block: an end user's.</summary>
    Nameless = 2,

    /// <summary>It names a building block.</summary>
    Named = 3,
}
