using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;

namespace Authz.Service.Audit;

/// <summary>
/// One decision, all in itself: nothing of the request is referred to, and of its version only the names, so that neither is kept alive
/// by a line that waits.
/// </summary>
internal readonly record struct DecisionRecord
{
    /// <summary>The time by which was decided.</summary>
    public required long UtcTicks { get; init; }

    /// <summary>By the same clock; it may have been put back meanwhile.</summary>
    public required long LatencyTicks { get; init; }

    public required DecisionId Id { get; init; }

    /// <summary>Of the version that decided; null: none did.</summary>
    public required DecisionNames? Names { get; init; }

    public required CallerStatus CallerStatus { get; init; }

    public required IdentityProofs Proofs { get; init; }

    public required int Block { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>Why the answer is an error whatever was decided; null: it is the decision.</summary>
    public required CheckFailure? Failure { get; init; }

    public required DecisionTrace Trace { get; init; }
}
