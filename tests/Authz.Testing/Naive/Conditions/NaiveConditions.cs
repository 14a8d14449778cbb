using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax;
using Authz.Policies.Syntax.Conditions;

namespace Authz.Testing.Naive.Conditions;

/// <summary>Conditions of one call, on one way in which their rule speaks of it.</summary>
internal sealed class NaiveConditions(PolicySyntax policies, NaiveCall call, NaiveWay way)
{
    private readonly NaiveComparisons comparisons = new(new NaiveAttributes(call, way));

    public Ternary Every(ImmutableArray<ConditionSyntax> conditions)
    {
        List<Ternary> held = [.. conditions.Select(Holds)];
        return held.Contains(Ternary.False) ? Ternary.False
            : held.Contains(Ternary.Unknown) ? Ternary.Unknown
            : Ternary.True;
    }

    private Ternary Some(ImmutableArray<ConditionSyntax> conditions)
    {
        List<Ternary> held = [.. conditions.Select(Holds)];
        return held.Contains(Ternary.True) ? Ternary.True
            : held.Contains(Ternary.Unknown) ? Ternary.Unknown
            : Ternary.False;
    }

    private Ternary Holds(ConditionSyntax condition) => condition switch
    {
        AllConditionSyntax all => Every(all.Conditions),
        AnyConditionSyntax any => Some(any.Conditions),
        NotConditionSyntax not => Opposite(Holds(not.Condition)),
        UseConditionSyntax use => Every(policies.Documents.OfType<ConditionDocumentSyntax>()
            .Single(document => document.Name.Value == use.Name.Value).When),
        TimeConditionSyntax time => NaiveTime.Holds(time, call.Time) ? Ternary.True : Ternary.False,
        ComparisonSyntax comparison => comparisons.Holds(comparison),
        _ => throw new UnreachableException(condition.ToString()),
    };

    private static Ternary Opposite(Ternary value) => value switch
    {
        Ternary.True => Ternary.False,
        Ternary.False => Ternary.True,
        Ternary.Unknown => Ternary.Unknown,
    };
}
