using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Which rules reach which operations of one service. Where it is not sure an allow reaches an operation, and a deny does
/// not: nobody is to be told that an operation is closed which is open.
/// </summary>
internal sealed class OperationReach(BoundService service, ComparisonBudget budget)
{
    /// <summary>Whether some request is the operation and taken by the rule.</summary>
    public bool Takes(BoundRule allow, BoundOperation operation)
    {
        if (!allow.Operations.IsDefault)
        {
            return allow.Operations.Contains(operation.Id);
        }

        return (allow.Methods.IsDefault || allow.Methods.Contains(operation.Method))
            && (allow.Paths.IsDefault || allow.Paths.Any(path => Takes(path, operation)));
    }

    /// <summary>Whether the deny takes every request that is the operation and that the allow takes.</summary>
    public static bool Covers(BoundRule deny, BoundRule allow, BoundOperation operation)
    {
        if (!deny.Operations.IsDefault)
        {
            return deny.Operations.Contains(operation.Id);
        }

        return (deny.Methods.IsDefault || deny.Methods.Contains(operation.Method))
            && (deny.Paths.IsDefault || IsWithin(allow, operation, deny));
    }

    private static bool IsWithin(BoundRule allow, BoundOperation operation, BoundRule deny)
    {
        if (allow.Paths.IsDefault)
        {
            return deny.Paths.Any(wide => PatternCover.Holds(wide, operation.Path));
        }

        return allow.Paths
            .Where(path => PatternOverlap.Exists(path, operation.Path))
            .All(path => deny.Paths.Any(wide => PatternOverlap.IsWithin(path, operation.Path, wide)));
    }

    private bool Takes(PathPattern path, BoundOperation operation) =>
        PatternOverlap.Exists(path, operation.Path) && !IsTakenAway(path, operation.Path);

    /// <summary>
    /// Whether all that both match is another operation: with a literal segment where this one has a template, it goes
    /// before this one, whatever its method.
    /// </summary>
    private bool IsTakenAway(PathPattern path, PathPattern operation) => HasLiteralInTemplate(path, operation)
        && service.Operations.Any(other => budget.TryTake()
            && GoesBefore(other.Path, operation)
            && PatternOverlap.IsWithin(path, operation, other.Path));

    // Only there can another operation have a literal and still match all that both do.
    private static bool HasLiteralInTemplate(PathPattern path, PathPattern operation)
    {
        for (int i = 0; i < path.Segments.Length; i++)
        {
            if (path.Segments[i].IsLiteral && !operation.Segments[i].IsLiteral)
            {
                return true;
            }
        }

        return false;
    }

    private static bool GoesBefore(PathPattern other, PathPattern operation)
    {
        for (int i = 0; i < Math.Min(other.Segments.Length, operation.Segments.Length); i++)
        {
            if (other.Segments[i].IsLiteral != operation.Segments[i].IsLiteral)
            {
                return other.Segments[i].IsLiteral;
            }
        }

        return false;
    }
}
