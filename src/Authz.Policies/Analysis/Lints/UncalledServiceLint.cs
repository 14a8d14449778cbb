using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Services of which no policy in force allows anything. Single operations are another matter
/// (<see cref="UncalledOperationLint"/>): most services have some that are for nobody outside.
/// </summary>
internal static class UncalledServiceLint
{
    public static void Run(LintedSet set, DiagnosticBag diagnostics)
    {
        bool[] isCalled = FindCalled(set.Bound);
        foreach (BoundService service in set.Bound.Services)
        {
            if (!isCalled[service.Index] && set.PlaceOf(service) is { } place)
            {
                diagnostics.ReportServiceNotCalled(place, service.QualifiedName);
            }
        }
    }

    /// <summary>By the index of each service, whether a policy in force has an allow rule for it.</summary>
    public static bool[] FindCalled(BoundPolicySet set)
    {
        bool[] isCalled = new bool[set.Services.Length];
        foreach (BoundPolicy policy in set.Policies)
        {
            if (policy.Mode == PolicyMode.Enforce && policy.Rules.Any(rule => rule.Effect == Effect.Allow))
            {
                foreach (int service in policy.Services)
                {
                    isCalled[service] = true;
                }
            }
        }

        return isCalled;
    }
}
