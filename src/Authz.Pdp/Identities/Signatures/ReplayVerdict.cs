namespace Authz.Pdp.Identities.Signatures;

/// <summary>INVARIANT: zero refuses.</summary>
internal enum ReplayVerdict : byte
{
    /// <summary>No more can be remembered, and what cannot be remembered cannot be told from a replay.</summary>
    Full = 0,

    Seen = 1,

    First = 2,
}
