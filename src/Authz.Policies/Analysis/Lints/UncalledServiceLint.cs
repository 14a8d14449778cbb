using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Services of which no policy in force allows anything. Single operations are another matter: what no rule allows is
/// denied, and most services have operations that are for nobody outside.
/// </summary>
internal static class UncalledServiceLint
{
    public static void Run(LintedSet set, DiagnosticBag diagnostics)
    {
        bool[] isCalled = new bool[set.Bound.Services.Length];
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            if (policy.Mode == PolicyMode.Enforce && policy.Rules.Any(rule => rule.Effect == Effect.Allow))
            {
                foreach (int service in policy.Services)
                {
                    isCalled[service] = true;
                }
            }
        }

        foreach (BoundService service in set.Bound.Services)
        {
            if (!isCalled[service.Index] && set.PlaceOf(service) is { } place)
            {
                diagnostics.ReportServiceNotCalled(place, service.QualifiedName);
            }
        }
    }
}
