using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Analysis.Lints;

/// <summary>What the conditions of one policy's rules can come to.</summary>
/// <param name="isForConnections">The policy's services are all tcp.</param>
internal sealed class ConditionOutlook(bool isForConnections)
{
    public static ConditionOutlook Of(BoundPolicySet set, BoundPolicy policy)
    {
        bool isForConnections = !policy.Services.IsEmpty && policy.Services.All(service => set.Services[service].IsTcp);
        return new ConditionOutlook(isForConnections);
    }

    public ConditionOutcomes Of(BoundCondition condition) => condition switch
    {
        BoundAll all => OfAll(all),
        BoundAny any => Negate(Join([.. any.Conditions.Select(child => Negate(Of(child)))])),
        BoundNot not => Negate(Of(not.Condition)),
        BoundComparison comparison => Of(comparison),
        _ => ConditionOutcomes.True | ConditionOutcomes.False,
    };

    public DeadCause CauseOf(BoundComparison comparison) =>
        isForConnections && (IsAbsent(comparison.Attribute) || IsAbsent(comparison.Other))
            ? DeadCause.Connection
            : DeadCause.Text;

    /// <summary>
    /// The part by which the condition never comes to one of these outcomes. A part of `all` that is not to blame alone has
    /// a sibling that contradicts it.
    /// </summary>
    public BoundCondition BlameFor(BoundCondition condition, ConditionOutcomes never)
    {
        switch (condition)
        {
            case BoundNot not:
                return BlameFor(not.Condition, Negate(never));
            case BoundAll all:
                return First(all.Conditions, never) is { } part ? BlameFor(part, never) : all;
            case BoundAny any:
                return First(any.Conditions, never) is { } choice ? BlameFor(choice, never) : any;
            default:
                return condition;
        }
    }

    private BoundCondition? First(ImmutableArray<BoundCondition> conditions, ConditionOutcomes never) =>
        conditions.FirstOrDefault(child => (Of(child) & never) == ConditionOutcomes.None);

    private ConditionOutcomes OfAll(BoundAll all)
    {
        ConditionOutcomes outcomes = Join([.. all.Conditions.Select(Of)]);
        return outcomes.HasFlag(ConditionOutcomes.True) && ConditionConflict.Find(all) is not null
            ? ConditionOutcomes.False | ConditionOutcomes.Unknown
            : outcomes;
    }

    private ConditionOutcomes Of(BoundComparison comparison)
    {
        if (isForConnections && IsAbsent(comparison.Attribute))
        {
            return comparison.Operator == ConditionOperator.Exists ? OfAbsent(comparison) : OfAbsentWith(comparison.Other);
        }

        // Unknown stands above absent: the side that a connection has may not have been sent.
        return (isForConnections && IsAbsent(comparison.Other)) || TextBeyondReach.Find(comparison) is not null
            ? ConditionOutcomes.False | ConditionOutcomes.Unknown
            : ConditionOutcomes.Every;
    }

    private static ConditionOutcomes OfAbsent(BoundComparison exists) =>
        exists.Values[0] == "true" ? ConditionOutcomes.False : ConditionOutcomes.True;

    private static ConditionOutcomes OfAbsentWith(AttributeReference? other) =>
        other is null || IsAbsent(other) ? ConditionOutcomes.False : ConditionOutcomes.False | ConditionOutcomes.Unknown;

    private static bool IsAbsent(AttributeReference? attribute) => attribute?.Kind
        is AttributeKind.Header or AttributeKind.Query or AttributeKind.Body or AttributeKind.Claim
        or AttributeKind.PathParameter or AttributeKind.ContextExtension;

    private static ConditionOutcomes Join(ImmutableArray<ConditionOutcomes> parts)
    {
        if (parts.Any(part => part == ConditionOutcomes.False))
        {
            return ConditionOutcomes.False;
        }

        ConditionOutcomes some = parts.Aggregate(ConditionOutcomes.None, (sum, part) => sum | part);
        return parts.All(part => part.HasFlag(ConditionOutcomes.True)) ? some : some & ~ConditionOutcomes.True;
    }

    private static ConditionOutcomes Negate(ConditionOutcomes outcomes) =>
        (outcomes & ConditionOutcomes.Unknown)
        | (outcomes.HasFlag(ConditionOutcomes.True) ? ConditionOutcomes.False : ConditionOutcomes.None)
        | (outcomes.HasFlag(ConditionOutcomes.False) ? ConditionOutcomes.True : ConditionOutcomes.None);
}
