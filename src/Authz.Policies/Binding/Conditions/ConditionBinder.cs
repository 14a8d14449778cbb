using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>Conditions with every `use` replaced by what it stands for.</summary>
/// <param name="find">What a name stands for; null, and reported, where there is no such condition.</param>
internal sealed class ConditionBinder(Func<Located<string>, NamedCondition?> find, ComparisonBinder comparisons)
{
    /// <summary>All of these conditions as one; null: a part of them is wrong, and that was reported.</summary>
    /// <param name="conditions">At least one.</param>
    public BoundCondition? Bind(ImmutableArray<ConditionSyntax> conditions, ConditionMeasure measure)
    {
        if (conditions is [var only])
        {
            return BindOne(only, measure);
        }

        measure.Enter();
        ImmutableArray<BoundCondition> all = BindEach(conditions, measure);
        measure.Leave();
        return all.IsDefault ? null : new BoundAll { Span = SpanOf(conditions), Conditions = all };
    }

    private static SourceSpan SpanOf(ImmutableArray<ConditionSyntax> conditions)
    {
        SourceSpan first = conditions[0].Span;
        SourceSpan last = conditions[^1].Span;
        bool isInOrder = last.Source == first.Source && last.Span.End > first.Span.Start;
        return isInOrder
            ? first with { Span = new TextSpan(first.Span.Start, last.Span.End - first.Span.Start) }
            : first;
    }

    private BoundCondition? BindOne(ConditionSyntax condition, ConditionMeasure measure)
    {
        if (condition is UseConditionSyntax use)
        {
            return BindUse(use, measure);
        }

        measure.Enter();
        BoundCondition? bound = condition switch
        {
            AllConditionSyntax all => BindEach(all.Conditions, measure) is { IsDefault: false } conditions
                ? new BoundAll { Span = all.Span, Conditions = conditions }
                : null,
            AnyConditionSyntax any => BindEach(any.Conditions, measure) is { IsDefault: false } conditions
                ? new BoundAny { Span = any.Span, Conditions = conditions }
                : null,
            NotConditionSyntax not => BindOne(not.Condition, measure) is { } negated
                ? new BoundNot { Span = not.Span, Condition = negated }
                : null,
            ComparisonSyntax comparison => comparisons.Bind(comparison, measure),
            TimeConditionSyntax time => BindTime(time),
            _ => throw new UnreachableException(),
        };
        measure.Leave();
        return bound;
    }

    /// <summary>Default: one of them is wrong. All are bound nevertheless, so that everything is said.</summary>
    private ImmutableArray<BoundCondition> BindEach(ImmutableArray<ConditionSyntax> conditions, ConditionMeasure measure)
    {
        ImmutableArray<BoundCondition>.Builder bound = ImmutableArray.CreateBuilder<BoundCondition>(conditions.Length);
        foreach (ConditionSyntax condition in conditions)
        {
            if (BindOne(condition, measure) is { } one)
            {
                bound.Add(one);
            }
        }

        return bound.Count == conditions.Length ? bound.DrainToImmutable() : default;
    }

    private BoundCondition? BindUse(UseConditionSyntax use, ConditionMeasure measure)
    {
        if (find(use.Name) is not { } named)
        {
            return null;
        }

        measure.Add(named, use.Name.Span);
        return named.Condition;
    }

    private static BoundTime BindTime(TimeConditionSyntax time) => new()
    {
        Span = time.Span,
        Zone = time.Zone.Value,
        Days = time.Days.IsDefault ? Weekdays.All : [.. time.Days.Select(day => day.Value).Distinct().Order()],
        FromMinute = time.Between?.FromMinute ?? 0,
        UntilMinute = time.Between?.UntilMinute ?? Weekdays.MinutesOfDay,
    };
}
