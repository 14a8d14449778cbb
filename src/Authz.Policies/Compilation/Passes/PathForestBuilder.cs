using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Authz.Policies.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Lays tries of patterns into one flat run. Nodes that are alike, with all below them, stand there once.</summary>
internal sealed class PathForestBuilder
{
    private const int Root = 0;

    /// <summary>Literals of more are copied once more.</summary>
    private const int FewBytes = 64;

    private readonly TrieArena trie = new();

    // By shape, the place among the matchers: many tries have the same pattern.
    private readonly Dictionary<string, int> shapes = new(StringComparer.Ordinal);
    private readonly List<SegmentMatcher> matchers = [];
    private readonly UnitRun units;
    private readonly SharedRuns nodes;
    private readonly List<ByteTableEntry> crowded = [];

    // Nodes whose children are being laid out, each behind its parent.
    private readonly UnitRun open = new(0);

    // Of the node that is being laid out; the next one uses it again.
    private readonly List<ForestTerminal> decisive = [];
    private int entries;
    private long unitsOfEntries;
    private int entriesEnd;

    /// <param name="unitsExpected">Room for so many at first.</param>
    public PathForestBuilder(int unitsExpected = 0)
    {
        units = new UnitRun(unitsExpected);
        nodes = new SharedRuns(units);
    }

    /// <summary>The place of the pair, right behind what was added last: its entry, if it is the entry's first.</summary>
    public int AddPair(AccessPair pair)
    {
        // Field by field: what is behind the last one in a value is left to chance.
        int place = units.Take(AccessPair.Units);
        units.Put(place, MemoryMarshal.AsBytes((ReadOnlySpan<int>)[pair.Class, pair.Service, pair.Entry]));
        entriesEnd = units.Count;
        return place;
    }

    /// <summary>The place of the entry, right behind what its tries did not have in common with those before.</summary>
    public int AddEntry(AccessEntry entry)
    {
        int place = units.Take(AccessEntry.Units);
        units.Put(place, entry);
        unitsOfEntries += place - (entries++ == 0 ? place : entriesEnd);
        return place;
    }

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

    public PathForest Build(CompilationPace pace) => new(
        units.ToForest(), units.Count, ByteTable.Create(crowded, pace), [.. matchers], entries == 0 ? 0 : (int)(unitsOfEntries / entries));

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

    /// <summary>Lays out a node behind all below it, so that it is known whether one like it stands there already.</summary>
    /// <param name="text">Of a literal that leads here, if it must stand right before the node.</param>
    private int Flatten(int node, ReadOnlySpan<byte> text = default)
    {
        TrieNode from = trie[node];
        decisive.Clear();
        AddDecisive(from.Below);
        int belowCount = decisive.Count;
        AddDecisive(from.Terminals);
        var flat = new ForestNode(
            PathForest.NoNode, ForestNode.CountsOf(from.Literals.Count, from.Patterns.Count), belowCount, decisive.Count - belowCount);
        int textUnits = ForestEdge.TextUnits(text.Length);
        int start = open.Take(textUnits + flat.End);
        int at = start + textUnits;
        if (textUnits > 0)
        {
            open.Put(start, text);
        }

        open.Put(at + flat.BelowStart, MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(decisive)));

        // What a walk visits last is laid out first: it goes through the run from its end, and the memory comes as it goes.
        int pattern = at + flat.PatternStart;
        for (int child = from.Patterns.First; child != TrieArena.None; child = trie[child].Next)
        {
            int matcher = MatcherOf(trie[child]);
            open.Put(pattern, ForestPattern.Of(matchers[matcher], matcher, Flatten(child)));
            pattern += ForestPattern.Units;
        }

        open.Put(at, flat with { AnyChild = from.Any == TrieArena.None ? PathForest.NoNode : Flatten(from.Any) });
        int edge = at + 1;
        for (int child = from.Literals.First; child != TrieArena.None; child = trie[child].Next)
        {
            FlattenLiteral(child, flat.IsCrowded ? TrieArena.None : edge++);
        }

        // INVARIANT: a crowded node is found in the table by its place, and so is nobody else's.
        int index = textUnits + (flat.IsCrowded ? nodes.Append(open.From(start)) : nodes.Put(open.From(start)));
        open.ReturnTo(start);
        for (int child = flat.IsCrowded ? from.Literals.First : TrieArena.None; child != TrieArena.None; child = trie[child].Next)
        {
            crowded.Add(new ByteTableEntry(index, Encoding.UTF8.GetBytes(trie[child].Text), trie[child].Place));
        }

        return index;
    }

    /// <param name="edge">Where its edge is to stand; none, if the table of crowded nodes will have it.</param>
    private void FlattenLiteral(int child, int edge)
    {
        if (edge == TrieArena.None)
        {
            trie[child].Place = Flatten(child);
            return;
        }

        string text = trie[child].Text;
        Span<byte> few = stackalloc byte[FewBytes];
        ReadOnlySpan<byte> literal = Encoding.UTF8.TryGetBytes(text, few, out int length) ? few[..length] : Encoding.UTF8.GetBytes(text);
        int place = ForestEdge.TextUnits(literal.Length) == 0 ? Flatten(child) : Flatten(child, literal);
        open.Put(edge, new ForestEdge(SegmentWords.First(literal), literal.Length, place));
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

    private int MatcherOf(TrieNode node)
    {
        if (!shapes.TryGetValue(node.Text, out int matcher))
        {
            SegmentPattern pattern = node.Pattern!;
            matcher = matchers.Count;
            matchers.Add(new SegmentMatcher([.. pattern.Literals.Select(Encoding.UTF8.GetBytes)], [.. pattern.Gaps.Select(gap => gap.LengthMin)]));
            shapes.Add(node.Text, matcher);
        }

        return matcher;
    }
}
