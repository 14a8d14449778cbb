namespace Authz.Policies.Decisions.Conditions;

/// <summary>What several values of one attribute come to.</summary>
public enum ConditionQuantifier : byte
{
    /// <summary>True if all satisfy, false if none does, else unknown.</summary>
    Unanimous = 0,

    /// <summary>True if one satisfies, false if none does, else unknown.</summary>
    Any = 1,

    /// <summary>True if all satisfy, false if one does not, else unknown.</summary>
    All = 2,
}
