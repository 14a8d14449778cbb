using System.Collections.Immutable;
using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Lints;

/// <summary>
/// Whether one pattern takes every path that another one takes. It may say no where the answer is yes, and never yes
/// where it is no.
/// </summary>
internal static class PatternCover
{
    public static bool Holds(PathPattern wide, PathPattern narrow)
    {
        bool fits = wide.AndBelow
            ? narrow.Segments.Length >= wide.Segments.Length
            : !narrow.AndBelow && narrow.Segments.Length == wide.Segments.Length;
        if (!fits)
        {
            return false;
        }

        for (int i = 0; i < wide.Segments.Length; i++)
        {
            if (!Holds(wide.Segments[i], narrow.Segments[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static bool Holds(SegmentPattern wide, SegmentPattern narrow)
    {
        if (wide.IsAny)
        {
            // A slash at the end is an empty segment, which no gap takes.
            return !narrow.IsLiteral || narrow.Literal.Length > 0;
        }

        return wide.Literals.AsSpan().SequenceEqual(narrow.Literals.AsSpan()) && AreWiderGaps(wide.Gaps, narrow.Gaps);
    }

    // Equal literals have as many gaps between them.
    private static bool AreWiderGaps(ImmutableArray<SegmentGap> wide, ImmutableArray<SegmentGap> narrow)
    {
        for (int i = 0; i < wide.Length; i++)
        {
            if (wide[i].LengthMin > narrow[i].LengthMin)
            {
                return false;
            }
        }

        return true;
    }
}
