using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>Policies that have ended, or will soon: somebody has to renew them, or take them out.</summary>
internal static class ValidityLint
{
    public static void Run(LintedSet set, DateTimeOffset now, DiagnosticBag diagnostics)
    {
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            if (policy.Until is not { } until || set.SyntaxOf(policy)?.Validity?.Until is not { } written)
            {
                continue;
            }

            if (until <= now)
            {
                diagnostics.ReportPolicyEnded(written.Span, policy.Name);
            }
            else if (until - now <= LintLimits.EndsSoon)
            {
                diagnostics.ReportPolicyEndsSoon(written.Span, policy.Name, until - now);
            }
        }
    }
}
