namespace Authz.Policies.Decisions.Paths;

/// <summary>Of a node's in-segment patterns those that a segment matches, in their order.</summary>
internal ref struct SegmentShapes
{
    private readonly ReadOnlySpan<ForestPattern> patterns;
    private readonly SegmentMatcher[] matchers;
    private readonly ReadOnlySpan<byte> segment;
    private readonly ulong first;
    private readonly ulong last;
    private int next;

    public SegmentShapes(ReadOnlySpan<ForestPattern> patterns, SegmentMatcher[] matchers, ReadOnlySpan<byte> segment)
    {
        this.patterns = patterns;
        this.matchers = matchers;
        this.segment = segment;
        first = SegmentWords.First(segment);
        last = SegmentWords.Last(segment);
    }

    public bool TryNext(out int child)
    {
        while (next < patterns.Length)
        {
            ref readonly ForestPattern pattern = ref patterns[next++];
            if (pattern.Admits(first, last, segment.Length) && (pattern.IsWhole || matchers[pattern.Matcher].Matches(segment)))
            {
                child = pattern.Child;
                return true;
            }
        }

        child = PathForest.NoNode;
        return false;
    }
}
