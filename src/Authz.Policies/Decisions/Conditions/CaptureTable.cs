using System.Runtime.CompilerServices;
using Authz.Policies.Decisions.Paths;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>The path parameters of patterns whose rules ask for them: a run of terms for each such pattern.</summary>
internal sealed class CaptureTable
{
    public const int NoCaptures = -1;

    private readonly CaptureTerm[] terms;
    private readonly int[] starts;

    /// <param name="starts">Where each run begins, and one more for the end of the last.</param>
    public CaptureTable(CaptureTerm[] terms, int[] starts)
    {
        this.terms = terms;
        this.starts = starts;
    }

    /// <summary>False: the segment can be split in several ways, or the pattern has no such parameter.</summary>
    /// <param name="isFolded">Literals are in lower case, and match in any case.</param>
    public bool TryFind(int captures, int parameter, ReadOnlySpan<byte> path, bool isFolded, out ReadOnlySpan<byte> value)
    {
        value = default;
        bool found = false;
        if (captures == NoCaptures)
        {
            return false;
        }

        foreach (ref readonly CaptureTerm term in terms.AsSpan(starts[captures]..starts[captures + 1]))
        {
            if (term.Parameter != parameter)
            {
                continue;
            }

            // The same name twice in one pattern has no one value.
            if (found || !TryRead(in term, path, isFolded, out value))
            {
                return false;
            }

            found = true;
        }

        return found;
    }

    private static bool TryRead(in CaptureTerm term, ReadOnlySpan<byte> path, bool isFolded, out ReadOnlySpan<byte> value)
    {
        value = default;
        int position = PathSegments.First;
        ReadOnlySpan<byte> segment = default;
        for (int i = 0; i <= term.Segment; i++)
        {
            if (PathSegments.IsPastLast(path, position))
            {
                return false;
            }

            segment = PathSegments.At(path, position, out position);
        }

        if (term.Matcher is null)
        {
            value = segment;
            return !segment.IsEmpty;
        }

        return isFolded
            ? TrySplitFolded(term.Matcher, segment, term.Gap, out value)
            : term.Matcher.TrySplit(segment, term.Gap, out Range range) && TryCut(segment, range, out value);
    }

    [SkipLocalsInit]
    private static bool TrySplitFolded(SegmentMatcher matcher, ReadOnlySpan<byte> segment, int gap, out ReadOnlySpan<byte> value)
    {
        Span<byte> scratch = stackalloc byte[RequestLimits.PathBytesMax];
        value = default;
        return matcher.TrySplit(FoldedPath.Write(segment, scratch), gap, out Range range) && TryCut(segment, range, out value);
    }

    private static bool TryCut(ReadOnlySpan<byte> segment, Range range, out ReadOnlySpan<byte> value)
    {
        value = segment[range];
        return true;
    }
}
