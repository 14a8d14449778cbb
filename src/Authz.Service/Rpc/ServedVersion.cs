using Authz.Pdp.Answers;
using Authz.Pdp.Identities;
using Authz.Policies.Decisions;
using Authz.Service.Audit;

namespace Authz.Service.Rpc;

/// <summary>One version with all that a decision by it needs, made before the version is shown to any call.</summary>
public sealed record ServedVersion(DecisionTree Tree, CallerIdentities Identities, CheckAnswers Answers)
{
    /// <summary>For the lines of the decision log; null: there is none.</summary>
    internal DecisionNames? Names { get; init; }
}
