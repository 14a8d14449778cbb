using Authz.Policies.Binding;
using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Rules that can never match by their `when`, and denies that always match in spite of it. Only what is certain is said.
/// </summary>
internal static class DeadConditionLint
{
    public static void Run(LintedSet set, DiagnosticBag diagnostics)
    {
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            ConditionOutlook outlook = ConditionOutlook.Of(set.Bound, policy);
            foreach (BoundRule rule in policy.Rules)
            {
                if (rule.When is { } when)
                {
                    Check(rule, when, outlook, diagnostics);
                }
            }
        }
    }

    private static void Check(BoundRule rule, BoundCondition when, ConditionOutlook outlook, DiagnosticBag diagnostics)
    {
        ConditionOutcomes outcomes = outlook.Of(when);
        switch (rule.Effect)
        {
            case Effect.Allow when !outcomes.HasFlag(ConditionOutcomes.True):
                Report(ConditionOutcomes.True, "never allows anything");
                break;
            case Effect.Deny when !outcomes.HasFlag(ConditionOutcomes.False):
                Report(ConditionOutcomes.False, "denies whatever it speaks of");
                break;
            case Effect.Deny when outcomes == ConditionOutcomes.False:
                Report(ConditionOutcomes.True | ConditionOutcomes.Unknown, "never denies anything");
                break;
            default:
                break;
        }

        void Report(ConditionOutcomes never, string effect)
        {
            BoundCondition part = outlook.BlameFor(when, never);
            if (part is BoundAll all && ConditionConflict.Find(all) is { } conflict)
            {
                ReportConflict(conflict, effect);
            }
            else if (part is BoundComparison comparison)
            {
                ReportComparison(comparison, effect);
            }
        }

        void ReportConflict(ConditionConflict conflict, string effect)
        {
            AttributeReference first = conflict.First.Attribute;
            AttributeReference second = conflict.Second.Attribute;
            if (conflict.NeedsTwoTokens)
            {
                diagnostics.ReportTwoTokensNeeded(
                    conflict.Second.Span, rule.QualifiedName, effect, first.Name, second.Name, conflict.First.Span);
            }
            else
            {
                diagnostics.ReportConditionsContradict(
                    conflict.Second.Span, rule.QualifiedName, effect, AttributeWords.Of(first), conflict.First.Span);
            }
        }

        void ReportComparison(BoundComparison comparison, string effect)
        {
            string attribute = AttributeWords.Of(comparison.Attribute);
            switch (outlook.CauseOf(comparison))
            {
                case DeadCause.Connection:
                    diagnostics.ReportAbsentFromConnections(comparison.Span, rule.QualifiedName, effect);
                    break;
                case DeadCause.Text when TextBeyondReach.Find(comparison) is { } fault:
                    diagnostics.ReportTextBeyondReach(comparison.Span, rule.QualifiedName, effect, attribute, fault);
                    break;
                default:
                    break;
            }
        }
    }
}
