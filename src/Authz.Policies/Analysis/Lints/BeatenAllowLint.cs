using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Allow rules that never allow anything, because one deny rule matches whenever they do: it speaks of all their callers
/// and services, at all their times, and takes all their methods and paths without a condition.
/// </summary>
internal sealed class BeatenAllowLint(LintedSet set, ComparisonBudget budget, DiagnosticBag diagnostics)
{
    private readonly Dictionary<int, List<BoundPolicy>> deniesByService = [];
    private readonly List<BoundPolicy> deniesEverywhere = [];

    public void Run()
    {
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            if (policy.Mode == PolicyMode.Enforce && policy.Rules.Any(IsUnconditionalDeny))
            {
                Add(policy);
            }
        }

        if (deniesEverywhere.Count == 0 && deniesByService.Count == 0)
        {
            return;
        }

        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            if (policy.Mode == PolicyMode.Enforce && !policy.Services.IsEmpty)
            {
                Check(policy);
            }
        }
    }

    private static bool IsUnconditionalDeny(BoundRule rule) => rule.Effect == Effect.Deny && rule.When is null;

    private void Add(BoundPolicy policy)
    {
        if (policy.Services.Length == set.Bound.Services.Length)
        {
            deniesEverywhere.Add(policy);
            return;
        }

        foreach (int service in policy.Services)
        {
            if (!deniesByService.TryGetValue(service, out List<BoundPolicy>? policies))
            {
                policies = [];
                deniesByService.Add(service, policies);
            }

            policies.Add(policy);
        }
    }

    private void Check(BoundPolicy allowing)
    {
        // A deny that speaks of all services of the policy speaks of its first one.
        List<BoundPolicy> ofService = deniesByService.GetValueOrDefault(allowing.Services[0]) ?? [];
        BoundPolicy[] denying = [.. deniesEverywhere.Concat(ofService).Where(other => Covers(other, allowing))];
        if (denying.Length == 0)
        {
            return;
        }

        foreach (BoundRule allow in allowing.Rules)
        {
            if (allow.Effect == Effect.Allow && FindDeny(allowing, allow, denying) is var (policy, deny))
            {
                diagnostics.ReportAllowBeaten(
                    set.PlaceOf(allowing, allow), allow.QualifiedName, deny.QualifiedName, set.PlaceOf(policy, deny));
            }
        }
    }

    private (BoundPolicy Policy, BoundRule Deny)? FindDeny(BoundPolicy allowing, BoundRule allow, BoundPolicy[] denying)
    {
        foreach (BoundPolicy policy in denying)
        {
            foreach (BoundRule deny in policy.Rules)
            {
                if (IsUnconditionalDeny(deny) && budget.TryTake() && Covers(deny, allow, allowing.Services))
                {
                    return (policy, deny);
                }
            }
        }

        return null;
    }

    private bool Covers(BoundPolicy wide, BoundPolicy narrow) => budget.TryTake()
        && (wide.From is null || wide.From <= narrow.From)
        && (wide.Until is null || wide.Until >= narrow.Until)
        && (wide.Subjects.Anonymous || !narrow.Subjects.Anonymous)
        && IsSubset(narrow.Services, wide.Services)
        && IsSubset(narrow.Subjects.Blocks, wide.Subjects.Blocks);

    private bool Covers(BoundRule deny, BoundRule allow, ImmutableArray<int> services)
    {
        if (!deny.Operations.IsDefault)
        {
            return !allow.Operations.IsDefault && allow.Operations.All(id => deny.Operations.Contains(id));
        }

        if (allow.Operations.IsDefault)
        {
            return (deny.Methods.IsDefault || (!allow.Methods.IsDefault && allow.Methods.All(deny.Methods.Contains)))
                && (deny.Paths.IsDefault || allow.Paths.All(path => CoversPath(deny, path)));
        }

        return services.All(service => set.Bound.Services[service].Operations
            .Where(operation => allow.Operations.Contains(operation.Id))
            .All(operation => CoversOperation(deny, operation)));
    }

    private static bool CoversOperation(BoundRule deny, BoundOperation operation) =>
        (deny.Methods.IsDefault || deny.Methods.Contains(operation.Method))
        && (deny.Paths.IsDefault || CoversPath(deny, operation.Path));

    private static bool CoversPath(BoundRule deny, PathPattern path) =>
        deny.Paths.Any(wide => PatternCover.Holds(wide, path));

    // Both are ascending; equal ones are mostly one array.
    private static bool IsSubset(ImmutableArray<int> narrow, ImmutableArray<int> wide)
    {
        if (narrow == wide)
        {
            return true;
        }

        if (narrow.Length > wide.Length)
        {
            return false;
        }

        int at = 0;
        foreach (int item in narrow)
        {
            while (at < wide.Length && wide[at] < item)
            {
                at++;
            }

            if (at == wide.Length || wide[at] != item)
            {
                return false;
            }
        }

        return true;
    }
}
