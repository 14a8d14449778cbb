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

    /// <summary>What one gap takes of a segment that can be split in one way only.</summary>
    public bool TrySplit(ReadOnlySpan<byte> segment, int gap, out Range range)
    {
        // If each literal's first possible place is also its last one, there is no other way.
        range = default;
        int first = Literals[0].Length;
        int rest = segment.Length - Literals[^1].Length;
        if (!Matches(segment) || rest < first)
        {
            return false;
        }

        int start = first;
        for (int i = 1; i <= GapLengthsMin.Length; i++)
        {
            int end = i == GapLengthsMin.Length ? rest : FirstPlace(segment[..rest], start, i);
            if (end < 0 || (i < GapLengthsMin.Length && LastPlace(segment[first..rest], i) + first != end))
            {
                return false;
            }

            if (gap == i - 1)
            {
                range = start..end;
            }

            start = end + Literals[i].Length;
        }

        return true;
    }

    private int FirstPlace(ReadOnlySpan<byte> segment, int start, int literal)
    {
        int from = start + GapLengthsMin[literal - 1];
        int found = from > segment.Length ? -1 : segment[from..].IndexOf(Literals[literal]);
        return found < 0 ? -1 : from + found;
    }

    /// <summary>The last place of a literal that leaves room for all that follows it.</summary>
    private int LastPlace(ReadOnlySpan<byte> middle, int literal)
    {
        for (int i = GapLengthsMin.Length - 1; i >= literal; i--)
        {
            int room = middle.Length - GapLengthsMin[i];
            int found = room < 0 ? -1 : middle[..room].LastIndexOf(Literals[i]);
            if (found < 0)
            {
                return -1;
            }

            middle = middle[..found];
        }

        return middle.Length;
    }
}
