using System.Collections.Immutable;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions;

/// <summary>All policies of one version, compiled: immutable, shared by all threads.</summary>
public sealed class DecisionTree
{
    public required ImmutableArray<string> BlockNames { get; init; }

    /// <summary>`block/service` by index.</summary>
    public required ImmutableArray<string> ServiceNames { get; init; }

    /// <summary>`policy/rule` by index; a lower index is named before a higher one.</summary>
    public required ImmutableArray<string> RuleNames { get; init; }

    public Decision Decide(in AccessRequest request, in Caller caller) =>
        new() { Effect = Effect.Deny, Reason = RuleNames.IsEmpty ? DecisionReason.NoRule : DecisionReason.None };
}
