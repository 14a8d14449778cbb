using Authz.Pdp.Answers;
using Authz.Pdp.Identities;
using Authz.Policies.Decisions;
using Authz.Service.Audit;
using Authz.Store.Revocations;

namespace Authz.Service.Rpc;

/// <summary>One version with all that a decision by it needs, made before the version is shown to any call.</summary>
public sealed record ServedVersion(DecisionTree Tree, CallerIdentities Identities, CheckAnswers Answers)
{
    private volatile RevocationIndex? revoked;

    /// <summary>What an operator has taken away, whatever the version says; null: nothing. The one thing here that changes, as a whole.</summary>
    public RevocationIndex? Revoked
    {
        get => revoked;
        internal set => revoked = value;
    }

    /// <summary>For the lines of the decision log; null: there is none.</summary>
    internal DecisionNames? Names { get; init; }
}
