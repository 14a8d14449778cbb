using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Authz.Policies.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Lays tries of patterns into flat arrays, one after the other.</summary>
/// <param name="unitsExpected">Room for so many at first.</param>
internal sealed class PathForestBuilder(int unitsExpected = 0)
{
    private const int Root = 0;

    /// <summary>Literals of more are copied once more.</summary>
    private const int FewBytes = 64;

    private readonly TrieArena trie = new();

    // By shape: many tries have the same pattern.
    private readonly Dictionary<string, SegmentMatcher> shapes = new(StringComparer.Ordinal);
    private readonly UnitRun units = new(unitsExpected);
    private readonly List<ByteTableEntry> crowded = [];
    private readonly List<SegmentMatcher> matchers = [];

    // Of the node that is being laid out; the next one uses it again.
    private readonly List<ForestTerminal> decisive = [];

    /// <summary>The place of a pair: an entry that is reserved next will stand right behind it.</summary>
    public int ReservePair() => units.Take(AccessPair.Units);

    public void PutPair(int index, AccessPair pair) => units.Put(index, pair);

    /// <summary>The place of an entry: the tries that are added next will stand behind it.</summary>
    public int ReserveEntry() => units.Take(AccessEntry.Units);

    public void PutEntry(int index, AccessEntry entry) => units.Put(index, entry);

    /// <summary>Adds a trie that leads each pattern to its terminal; the root's index, or -1 for none.</summary>
    /// <param name="folded">Literals in lower case, for paths in lower case.</param>
    /// <param name="slashInsensitive">Each pattern also with one slash more or less at its end.</param>
    public int Add(
        IReadOnlyCollection<(PathPattern Pattern, ForestTerminal Terminal)> routes,
        bool folded = false,
        bool slashInsensitive = false)
    {
        if (routes.Count == 0)
        {
            return PathForest.NoNode;
        }

        trie.Restart();
        foreach ((PathPattern pattern, ForestTerminal terminal) in routes)
        {
            int node = Insert(pattern.Segments.AsSpan(), folded);
            if (pattern.AndBelow)
            {
                trie.AddBelow(node, terminal);
                continue;
            }

            trie.AddTerminal(node, terminal);
            if (slashInsensitive && ToggleLastSlash(pattern) is { IsDefault: false } toggled)
            {
                trie.AddTerminal(Insert(toggled.AsSpan(), folded), terminal);
            }
        }

        return Flatten(Root);
    }

    /// <summary>Adds a trie whose terminals end at literal segments only.</summary>
    public int Add(IReadOnlyCollection<(ImmutableArray<string> Segments, ForestTerminal Terminal)> routes)
    {
        if (routes.Count == 0)
        {
            return PathForest.NoNode;
        }

        trie.Restart();
        foreach ((ImmutableArray<string> segments, ForestTerminal terminal) in routes)
        {
            int node = Root;
            foreach (string segment in segments)
            {
                node = trie.Literal(node, segment);
            }

            trie.AddTerminal(node, terminal);
        }

        return Flatten(Root);
    }

    public PathForest Build(CompilationPace pace) => new(units.ToForest(), units.Count, ByteTable.Create(crowded, pace), [.. matchers]);

    private int Insert(ReadOnlySpan<SegmentPattern> segments, bool folded)
    {
        int node = Root;
        foreach (SegmentPattern segment in segments)
        {
            node = segment.IsLiteral ? trie.Literal(node, Fold(segment.Literal, folded))
                : segment.IsAny ? trie.Any(node)
                : trie.Pattern(node, folded ? Folded(segment) : segment);
        }

        return node;
    }

    private static SegmentPattern Folded(SegmentPattern segment) =>
        segment with { Literals = [.. segment.Literals.Select(AsciiCase.Fold)] };

    private static string Fold(string text, bool folded) => folded ? AsciiCase.Fold(text) : text;

    private static ImmutableArray<SegmentPattern> ToggleLastSlash(PathPattern pattern)
    {
        ImmutableArray<SegmentPattern> segments = pattern.Segments;
        bool endsInSlash = segments[^1].IsLiteral && segments[^1].Literal.Length == 0;
        if (!endsInSlash)
        {
            return segments.Add(new SegmentPattern([""], []));
        }

        return segments.Length > 1 ? segments.RemoveAt(segments.Length - 1) : default;
    }

    private int Flatten(int node)
    {
        TrieNode from = trie[node];
        decisive.Clear();
        AddDecisive(from.Below);
        int belowCount = decisive.Count;
        AddDecisive(from.Terminals);
        var flat = new ForestNode(
            PathForest.NoNode, ForestNode.CountsOf(from.Literals.Count, from.Patterns.Count), belowCount, decisive.Count - belowCount);

        // A node's own place is taken before its children come.
        int index = units.Take(flat.End);
        units.Put(index + flat.BelowStart, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(decisive)));
        int number = 0;
        for (int child = from.Literals.First; child != TrieArena.None; child = trie[child].Next)
        {
            FlattenLiteral(index, in flat, number++, child);
        }

        units.Put(index, flat with { AnyChild = from.Any == TrieArena.None ? PathForest.NoNode : Flatten(from.Any) });
        int at = index + flat.PatternStart;
        for (int child = from.Patterns.First; child != TrieArena.None; child = trie[child].Next)
        {
            units.Put(at, PatternOf(MatcherOf(trie[child]), Flatten(child)));
            at += ForestPattern.Units;
        }

        return index;
    }

    private void FlattenLiteral(int index, in ForestNode parent, int number, int child)
    {
        string text = trie[child].Text;
        if (parent.IsCrowded)
        {
            crowded.Add(new ByteTableEntry(index, Encoding.UTF8.GetBytes(text), Flatten(child)));
            return;
        }

        (ulong first, int length) = PutText(text);
        units.Put(index + 1 + number, new ForestEdge(first, length, Flatten(child)));
    }

    /// <summary>Right before the child that is laid out next.</summary>
    private (ulong First, int Length) PutText(string text)
    {
        Span<byte> few = stackalloc byte[FewBytes];
        ReadOnlySpan<byte> literal = Encoding.UTF8.TryGetBytes(text, few, out int length) ? few[..length] : Encoding.UTF8.GetBytes(text);
        int place = units.Take(ForestEdge.TextUnits(literal.Length));
        if (place < units.Count)
        {
            units.Put(place, literal);
        }

        return (SegmentWords.First(literal), literal.Length);
    }

    private ForestPattern PatternOf(SegmentMatcher shape, int child)
    {
        ForestPattern pattern = ForestPattern.Of(shape, matchers.Count, child);
        if (!pattern.IsWhole)
        {
            matchers.Add(shape);
        }

        return pattern;
    }

    /// <summary>
    /// Of many certain rules that end at one place only the first can be named, for each method: the others of them change nothing,
    /// whatever is asked, and are left out.
    /// </summary>
    private void AddDecisive(TrieRun run)
    {
        ulong named = 0;
        int last = -1;
        int place = run.First;
        for (int i = 0; i < run.Count; i++)
        {
            (ForestTerminal terminal, place) = trie.Terminal(place);
            if (terminal.IsCertain)
            {
                bool isLater = terminal.Target > last;
                if (isLater && (terminal.Methods & ~named) == 0)
                {
                    continue;
                }

                // What comes out of its order says nothing about those that follow.
                named = isLater ? named | terminal.Methods : terminal.Methods;
                last = terminal.Target;
            }

            decisive.Add(terminal);
        }
    }

    private SegmentMatcher MatcherOf(TrieNode node)
    {
        if (!shapes.TryGetValue(node.Text, out SegmentMatcher? matcher))
        {
            SegmentPattern pattern = node.Pattern!;
            matcher = new SegmentMatcher([.. pattern.Literals.Select(Encoding.UTF8.GetBytes)], [.. pattern.Gaps.Select(gap => gap.LengthMin)]);
            shapes.Add(node.Text, matcher);
        }

        return matcher;
    }
}
