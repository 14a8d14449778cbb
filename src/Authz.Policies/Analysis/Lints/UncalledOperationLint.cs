using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Operations of which no rule in force can ever grant a single request to anybody. Most are closed on purpose, so this
/// lint is only run where it is asked for. Services of which nothing is granted have a lint of their own.
/// </summary>
internal sealed class UncalledOperationLint(
    LintedSet set, NestedServiceLint nested, DateTimeOffset now, ComparisonBudget budget, DiagnosticBag diagnostics)
{
    public void Run()
    {
        if (OutlooksByService() is not { } outlooks)
        {
            return;
        }

        bool[] isCalled = UncalledServiceLint.FindCalled(set.Bound);
        foreach (BoundService service in set.Bound.Services.Where(service => isCalled[service.Index]))
        {
            var reach = new OperationReach(service, budget);
            foreach (BoundOperation operation in service.Operations)
            {
                // What another service takes away is somebody else's to grant, and is told already.
                if (nested.TakerOf(service.Index, operation.Path) is null)
                {
                    Check(service, operation, reach, outlooks[service.Index]);
                }
            }
        }
    }

    /// <summary>Null: the set is too large. With a part of its rules every claim could be false.</summary>
    private List<PolicyOutlook>[]? OutlooksByService()
    {
        List<PolicyOutlook>[] outlooks = [.. set.Bound.Services.Select(_ => new List<PolicyOutlook>())];
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            PolicyOutlook outlook = PolicyOutlook.Of(set.Bound, policy, now);
            foreach (int service in policy.Services)
            {
                if (!budget.TryTake())
                {
                    return null;
                }

                outlooks[service].Add(outlook);
            }
        }

        return outlooks;
    }

    private void Check(BoundService service, BoundOperation operation, OperationReach reach, List<PolicyOutlook> outlooks)
    {
        AllowOutlook? hindered = null;
        foreach (AllowOutlook allow in outlooks.SelectMany(outlook => outlook.Allows))
        {
            if (!budget.TryTake())
            {
                // What is not compared any more might grant it.
                return;
            }

            if (!reach.Takes(allow.Rule, operation))
            {
                continue;
            }

            if (allow.Hindrance is null && !IsDenied(allow, operation, outlooks))
            {
                return;
            }

            hindered ??= allow;
        }

        if (set.PlaceOf(service, operation) is { } place)
        {
            Report(place, service, operation, hindered);
        }
    }

    /// <summary>Whether each of the rule's callers is denied, all the time that it holds.</summary>
    private bool IsDenied(AllowOutlook allow, BoundOperation operation, List<PolicyOutlook> outlooks)
    {
        BoundSubjects[] denied =
        [
            .. outlooks
                .Where(outlook => !outlook.Denies.IsEmpty && HoldsThroughout(outlook.Policy, allow.Policy))
                .Where(outlook => outlook.Denies.Any(
                    deny => budget.TryTake() && OperationReach.Covers(deny, allow.Rule, operation)))
                .Select(outlook => outlook.Policy.Subjects),
        ];
        BoundSubjects callers = allow.Policy.Subjects;
        return denied.Length > 0
            && (!callers.Anonymous || denied.Any(subjects => subjects.Anonymous))
            && callers.Blocks.All(block => IsAmong(block, denied));
    }

    private bool IsAmong(int block, BoundSubjects[] denied) =>
        denied.Any(subjects => budget.TryTake() && subjects.Blocks.BinarySearch(block) >= 0);

    private bool HoldsThroughout(BoundPolicy deny, BoundPolicy allow) =>
        (deny.From is null || deny.From <= now || deny.From <= allow.From)
        && (deny.Until is null || deny.Until >= allow.Until);

    private void Report(SourceSpan place, BoundService service, BoundOperation operation, AllowOutlook? hindered)
    {
        if (hindered is null)
        {
            diagnostics.ReportOperationNotAllowed(place, operation.Id, service.QualifiedName);
        }
        else
        {
            diagnostics.ReportOperationNotGranted(
                place,
                operation.Id,
                service.QualifiedName,
                hindered.Rule.QualifiedName,
                HelpOn(hindered.Hindrance ?? AllowHindrance.Denied),
                set.PlaceOf(hindered.Policy, hindered.Rule));
        }
    }

    private static string HelpOn(AllowHindrance hindrance) => hindrance switch
    {
        AllowHindrance.Denied => "each of its callers is denied it: narrow the deny rules, or take the operation out of this one",
        AllowHindrance.NeverHolds => "its conditions never hold: mend its `when`",
        AllowHindrance.NoSubjects => "its subjects are nobody: name a building block, or give the group members",
        AllowHindrance.Ended => "its policy has ended: renew it, or take it out",
        AllowHindrance.InShadow => "its policy is in shadow mode: write `mode: enforce`",
    };
}
