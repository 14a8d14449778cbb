namespace Authz.Policies.Decisions.Paths;

/// <summary>Matches a segment against literals with gaps between them: `{id}.{format}`, `report-*`.</summary>
/// <param name="Literals">One more than gaps; some may be empty.</param>
/// <param name="GapLengthsMin">The fewest bytes that each gap takes.</param>
internal sealed record SegmentMatcher(byte[][] Literals, int[] GapLengthsMin)
{
    public bool Matches(ReadOnlySpan<byte> segment)
    {
        ReadOnlySpan<byte> last = Literals[^1];
        if (segment.IsEmpty || !segment.StartsWith(Literals[0]))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = segment[Literals[0].Length..];
        for (int i = 1; i < Literals.Length - 1; i++)
        {
            // The first place that leaves the gap its length is enough: a later one only takes from what follows.
            int gap = GapLengthsMin[i - 1];
            int found = rest.Length < gap ? -1 : rest[gap..].IndexOf(Literals[i]);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(gap + found + Literals[i].Length)..];
        }

        return rest.Length >= GapLengthsMin[^1] + last.Length && rest.EndsWith(last);
    }
}
