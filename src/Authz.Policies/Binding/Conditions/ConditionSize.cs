using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions;

/// <summary>What one rule, or one named condition, may come to.</summary>
internal static class ConditionSize
{
    /// <summary>False: it is larger than it may be, and that was reported.</summary>
    public static bool IsHeld(
        ConditionMeasure measure, SourceSpan where, string what, string name, DiagnosticBag diagnostics)
    {
        if (measure.Size > PolicyLimits.ConditionsPerRuleMax)
        {
            diagnostics.ReportTooManyConditions(where, what, name, measure.Size);
            return false;
        }

        if (measure.DepthMax > PolicyLimits.ConditionDepthMax)
        {
            diagnostics.ReportConditionsTooDeep(where, what, name, measure.DepthMax);
            return false;
        }

        return true;
    }
}
