using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Lints;

/// <summary>What the path pattern of a rule and the path of an operation, which never ends in `/**`, both match.</summary>
internal static class PatternOverlap
{
    /// <summary>Whether there is such a path.</summary>
    public static bool Exists(PathPattern rule, PathPattern operation)
    {
        bool fits = rule.AndBelow
            ? operation.Segments.Length >= rule.Segments.Length
            : operation.Segments.Length == rule.Segments.Length;
        if (!fits)
        {
            return false;
        }

        for (int i = 0; i < rule.Segments.Length; i++)
        {
            if (!Exists(rule.Segments[i], operation.Segments[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a third pattern matches every such path. It may say no where the answer is yes, and never yes where it is no.
    /// </summary>
    public static bool IsWithin(PathPattern rule, PathPattern operation, PathPattern wide)
    {
        bool fits = wide.AndBelow
            ? operation.Segments.Length >= wide.Segments.Length
            : operation.Segments.Length == wide.Segments.Length;
        if (!fits)
        {
            return false;
        }

        for (int i = 0; i < wide.Segments.Length; i++)
        {
            // Below a `/**` the rule's pattern matches any segment, and says nothing that the operation does not.
            bool holds = PatternCover.Holds(wide.Segments[i], operation.Segments[i])
                || (i < rule.Segments.Length && PatternCover.Holds(wide.Segments[i], rule.Segments[i]));
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    // A slash at the end is an empty segment, which no gap takes.
    private static bool Exists(SegmentPattern left, SegmentPattern right) =>
        IsEmpty(left) || IsEmpty(right) ? IsEmpty(left) && IsEmpty(right) : SegmentOverlap.Exists(left, right);

    private static bool IsEmpty(SegmentPattern segment) => segment.IsLiteral && segment.Literal.Length == 0;
}
