using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>The `when` of rules, with the limits of a rule and of the whole set.</summary>
internal sealed class RuleConditions(
    ConditionBinder conditions, PathParameterCheck pathParameters, DiagnosticBag diagnostics)
{
    private long total;

    /// <summary>Null: the rule says none, or something is wrong with them, which was reported.</summary>
    public BoundCondition? Bind(RuleSyntax rule, ImmutableArray<PathPattern> paths, ImmutableArray<int> services)
    {
        if (rule.When.IsEmpty)
        {
            return null;
        }

        var measure = new ConditionMeasure();
        BoundCondition? condition = conditions.Bind(rule.When, measure);
        pathParameters.Run(rule, paths, services, measure.PathParameters);
        return condition is not null && IsHeld(rule, measure) ? condition : null;
    }

    private bool IsHeld(RuleSyntax rule, ConditionMeasure measure)
    {
        if (!ConditionSize.IsHeld(measure, rule.Name.Span, "the rule", rule.Name.Value, diagnostics))
        {
            return false;
        }

        bool wasHeld = total <= PolicyLimits.ConditionsMax;
        total += measure.Size;
        if (wasHeld && total > PolicyLimits.ConditionsMax)
        {
            diagnostics.ReportTooManyConditionsOfSet(rule.Name.Span);
        }

        return total <= PolicyLimits.ConditionsMax;
    }
}
