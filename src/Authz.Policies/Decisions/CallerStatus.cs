namespace Authz.Policies.Decisions;

/// <summary>INVARIANT: zero is refused, so that a caller nobody looked at gets nothing.</summary>
public enum CallerStatus : byte
{
    /// <summary>Credentials are there and they are bad: denied before any rule.</summary>
    Rejected = 0,

    /// <summary>No credentials. Only rules that name `anonymous` speak of it.</summary>
    Anonymous = 1,

    /// <summary>Credentials that name no building block. Anonymous to the rules, but told 403 and not 401.</summary>
    Unknown = 2,

    /// <summary>A building block, proved.</summary>
    Proved = 3,
}
