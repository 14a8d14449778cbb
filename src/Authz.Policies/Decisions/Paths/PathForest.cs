using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// Every trie of a decision tree, and every entry, in one flat run; each is the index of where it begins. A node stands before what
/// belongs to it, and tries before their entry, so that a walk that finds nothing in the cache waits for few lines. What is alike stands there
/// once: entries that say the same have the same tries.
/// </summary>
internal sealed class PathForest
{
    public const int NoNode = -1;

    // Before an entry with a few rules that it shares with no other, all that belongs to it.
    private const int LinesBeforeMax = 7;
    private const int UnitsOfLine = 64 / ForestUnit.Bytes;

    private readonly ForestUnit[] units;
    private readonly ByteTable crowded;
    private readonly SegmentMatcher[] matchers;
    private readonly int unitsAhead;
    private readonly int linesAhead;

    /// <param name="units">Of which the first <paramref name="unitCount"/> are used.</param>
    /// <param name="crowded">The literal children of nodes that have many.</param>
    /// <param name="matchers">Of the in-segment patterns, for those that their units do not tell whole.</param>
    /// <param name="unitsOfEntry">What stands before an entry and belongs to no other one, on an average.</param>
    public PathForest(ForestUnit[] units, int unitCount, ByteTable crowded, SegmentMatcher[] matchers, int unitsOfEntry)
    {
        unitsAhead = Math.Min(unitsOfEntry + AccessEntry.Units, LinesBeforeMax * UnitsOfLine);
        linesAhead = 1 + ((unitsAhead + AccessPair.Units + UnitsOfLine - 1) / UnitsOfLine);
        this.units = units;
        UnitCount = unitCount;
        this.crowded = crowded;
        this.matchers = matchers;
    }

    public int UnitCount { get; }

    public ref readonly AccessPair Pair(int index) => ref First<AccessPair>(units.AsSpan(index, AccessPair.Units));

    public ref readonly AccessEntry Entry(int index) => ref First<AccessEntry>(units.AsSpan(index, AccessEntry.Units));

    public ref readonly ForestNode Node(int index) => ref First<ForestNode>(units.AsSpan(index, 1));

    /// <summary>Asks for a pair and what stands before it: its entry, and what the walks of it read if it shares that with no other.</summary>
    public void FetchAhead(int pair) => Ahead.Fetch(units, Math.Max(0, pair - unitsAhead), linesAhead);

    public int LiteralChild(int index, in ForestNode node, ReadOnlySpan<byte> segment) =>
        node.IsCrowded ? crowded.Find(index, segment) : OneOfFew(Run<ForestEdge>(index + 1, node.EdgeCount), segment);

    public SegmentShapes ShapesOf(int index, in ForestNode node, ReadOnlySpan<byte> segment) => new(
        Run<ForestPattern>(index + node.PatternStart, node.PatternCount * ForestPattern.Units), matchers, segment);

    public ReadOnlySpan<ForestTerminal> Below(int index, in ForestNode node) =>
        Run<ForestTerminal>(index + node.BelowStart, node.BelowCount);

    public ReadOnlySpan<ForestTerminal> Terminals(int index, in ForestNode node) =>
        Run<ForestTerminal>(index + node.TerminalStart, node.TerminalCount);

    private int OneOfFew(ReadOnlySpan<ForestEdge> edges, ReadOnlySpan<byte> segment)
    {
        if (edges.IsEmpty)
        {
            return NoNode;
        }

        ulong first = SegmentWords.First(segment);
        foreach (ref readonly ForestEdge edge in edges)
        {
            if (edge.First == first && edge.Length == segment.Length
                && (segment.Length <= SegmentWords.Length || segment.SequenceEqual(TextBefore(edge.Child, segment.Length))))
            {
                return edge.Child;
            }
        }

        return NoNode;
    }

    private ReadOnlySpan<byte> TextBefore(int child, int length)
    {
        int textUnits = ForestEdge.TextUnits(length);
        return MemoryMarshal.AsBytes(units.AsSpan(child - textUnits, textUnits))[..length];
    }

    // All of them are as many units as the span was checked for, without references, as their types say.
    private static ref T First<T>(Span<ForestUnit> checkedUnits)
        where T : struct =>
        ref Unsafe.As<ForestUnit, T>(ref MemoryMarshal.GetReference(checkedUnits));

    private ReadOnlySpan<T> Run<T>(int start, int count)
        where T : struct =>
        MemoryMarshal.Cast<ForestUnit, T>(units.AsSpan(start, count));
}
