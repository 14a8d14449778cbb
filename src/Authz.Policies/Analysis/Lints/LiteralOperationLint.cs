using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Allow rules that name the path of one operation and thereby open another: `/records/{id}` is the path of getRecord, but
/// as a pattern it also takes `/records/export`, which is an operation of its own.
/// </summary>
internal sealed class LiteralOperationLint(LintedSet set, ComparisonBudget budget, DiagnosticBag diagnostics)
{
    public void Run()
    {
        foreach (BoundPolicy policy in set.Bound.Policies)
        {
            foreach (BoundRule rule in policy.Rules)
            {
                if (rule is { Effect: Effect.Allow, Paths.IsDefault: false })
                {
                    Check(policy, rule);
                }
            }
        }
    }

    private void Check(BoundPolicy policy, BoundRule rule)
    {
        foreach (PathPattern path in rule.Paths.Where(HasParameter))
        {
            foreach (int service in policy.Services)
            {
                Check(policy, rule, path, set.Bound.Services[service]);
            }
        }
    }

    private void Check(BoundPolicy policy, BoundRule rule, PathPattern path, BoundService service)
    {
        BoundOperation? meant = null;
        BoundOperation? other = null;
        foreach (BoundOperation operation in service.Operations)
        {
            if (!budget.TryTake())
            {
                return;
            }

            bool isTaken = (rule.Methods.IsDefault || rule.Methods.Contains(operation.Method))
                && PatternCover.Holds(path, operation.Path);
            if (isTaken && PatternCover.Holds(operation.Path, path))
            {
                meant ??= operation;
            }
            else if (isTaken)
            {
                other ??= operation;
            }
        }

        if (meant is not null && other is not null && !Names(policy, other))
        {
            diagnostics.ReportOtherOperationTaken(
                set.PlaceOf(policy, rule, path), path.Text, meant.Id, other.Id, set.PlaceOf(service, other));
        }
    }

    // Who names the other operation knows of it.
    private static bool Names(BoundPolicy policy, BoundOperation operation) => policy.Rules.Any(rule =>
        rule.Operations.IsDefault
            ? !rule.Paths.IsDefault && rule.Paths.Any(path => PatternCover.Holds(operation.Path, path))
            : rule.Operations.Contains(operation.Id));

    private static bool HasParameter(PathPattern path) =>
        !path.AndBelow && path.Segments.Any(segment => segment.Gaps.Any(gap => gap.ParameterName is not null));
}
