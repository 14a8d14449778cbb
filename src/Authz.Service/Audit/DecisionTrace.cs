using Authz.Policies.Decisions.Conditions;

namespace Authz.Service.Audit;

/// <summary>What a line tells of a decision beside its outcome; noted while the request is there.</summary>
internal struct DecisionTrace
{
    /// <summary>False: there is no log, and nothing is noted.</summary>
    public bool IsWanted;

    public MethodToken Method;

    public ConditionTrail Conditions;

    /// <summary>The id of the revocation that denies; zero: none does.</summary>
    public long Revocation;
}
