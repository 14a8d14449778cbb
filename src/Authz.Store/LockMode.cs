namespace Authz.Store;

/// <summary>What a folder without a `policies.lock` means. INVARIANT: zero is the strict one.</summary>
public enum LockMode : byte
{
    /// <summary>Broken: nobody said that these are all the files.</summary>
    Required = 0,

    /// <summary>Taken once it has settled; a lock that is there must still agree.</summary>
    WhenPresent = 1,

    /// <summary>Taken once it has settled, until a set with a lock was in force: from then on one without it is broken.</summary>
    OnceSeen = 2,
}
