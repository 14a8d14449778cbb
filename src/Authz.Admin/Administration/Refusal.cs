namespace Authz.Admin.Administration;

/// <summary>Why something that was asked for is not done; whoever answers a caller chooses the answer by it.</summary>
public enum Refusal
{
    /// <summary>The disk, the database, or room for one more cannot be had now. It may be asked again.</summary>
    Unavailable = 0,

    /// <summary>What the request says cannot be read.</summary>
    Malformed = 1,

    /// <summary>It can be read, and makes no sense.</summary>
    Invalid = 2,

    NotFound = 3,

    /// <summary>Somebody else was faster: what was asked for may not be meant any more.</summary>
    Conflict = 4,

    /// <summary>The folder of policies is the author, so that nobody else is.</summary>
    FolderIsAuthor = 5,

    /// <summary>Somebody else than its author has to approve the version first.</summary>
    NotApproved = 6,

    /// <summary>An author approves a version of their own.</summary>
    OwnVersion = 7,

    /// <summary>A rollback holds its version until somebody unpins.</summary>
    Pinned = 8,

    /// <summary>What is kept is not what was written, or this program cannot read it any more.</summary>
    Damaged = 9,

    TooLarge = 10,

    UnknownMediaType = 11,

    /// <summary>Nobody is known by these credentials, or there are none.</summary>
    Unknown = 12,

    /// <summary>The caller is known, and may not do this.</summary>
    NotAllowed = 13,

    TooMany = 14,

    /// <summary>The request was meant for another host.</summary>
    Misdirected = 15,

    WrongMethod = 16,

    /// <summary>A key of an earlier call, with another request.</summary>
    KeyReused = 17,

    /// <summary>A fault of this program.</summary>
    Fault = 18,

    /// <summary>The rest of the request did not come in time.</summary>
    TooSlow = 19,
}
