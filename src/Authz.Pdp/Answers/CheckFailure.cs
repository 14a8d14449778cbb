namespace Authz.Pdp.Answers;

/// <summary>Why a check has no decision: Envoy counts it as an error, not as a denial, and fails closed.</summary>
public enum CheckFailure : byte
{
    /// <summary>Our own mistake.</summary>
    Bug = 0,

    /// <summary>More calls than can be decided or recorded.</summary>
    Overloaded = 1,

    /// <summary>The caller's deadline passed before the decision.</summary>
    DeadlineExceeded = 2,

    /// <summary>No version of the policies is in force.</summary>
    NotReady = 3,
}
