namespace Authz.Pdp.Identities;

/// <summary>INVARIANT: zero is refused, so that a peer nobody looked at gets nothing.</summary>
internal enum PeerKind : byte
{
    /// <summary>What it shows is bad.</summary>
    Rejected = 0,

    /// <summary>It shows nothing.</summary>
    Anonymous = 1,

    /// <summary>It shows something that names nobody.</summary>
    Unknown = 2,

    Block = 3,

    /// <summary>A declared security server: it calls for others.</summary>
    Server = 4,
}
