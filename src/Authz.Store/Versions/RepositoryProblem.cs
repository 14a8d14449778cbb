namespace Authz.Store.Versions;

/// <summary>Why a repository did not do what was asked; who answers a caller chooses the answer by it.</summary>
public enum RepositoryProblem
{
    /// <summary>The disk, or the database, cannot be used now. It may be asked again.</summary>
    Unavailable = 0,

    /// <summary>There is no such version, or no such revocation.</summary>
    NotFound = 1,

    /// <summary>Somebody else was faster: what was asked for may not be meant any more.</summary>
    Conflict = 2,

    /// <summary>What is kept is not what was written.</summary>
    Damaged = 3,

    /// <summary>What was asked for makes no sense.</summary>
    Invalid = 4,
}
