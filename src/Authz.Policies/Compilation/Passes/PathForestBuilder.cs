using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Authz.Policies.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Lays tries of patterns into flat arrays, one after the other.</summary>
internal sealed class PathForestBuilder
{
    private const int Root = 0;

    private readonly TrieArena trie = new();

    // By shape: many tries have the same pattern.
    private readonly Dictionary<string, SegmentMatcher> matchers = new(StringComparer.Ordinal);
    private readonly List<ForestNode> nodes = [];
    private readonly List<ForestEdge> edges = [];
    private readonly List<byte> edgeText = [];
    private readonly List<ByteTableEntry> crowded = [];
    private readonly List<ForestPattern> patterns = [];
    private readonly List<ForestTerminal> terminals = [];

    public int EdgeCount => edges.Count;

    public int TerminalCount => terminals.Count;

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

    public PathForest Build() =>
        new([.. nodes], [.. edges], [.. edgeText], ByteTable.Create(crowded), [.. patterns], [.. terminals]);

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
        int index = nodes.Count;
        nodes.Add(default);

        int literalStart = edges.Count;
        TrieNode from = trie[node];
        FlattenLiterals(from.Literals, index);
        int any = from.Any == TrieArena.None ? PathForest.NoNode : Flatten(from.Any);

        // Children come first, so that a node's own patterns and terminals lie side by side.
        int patternStart = FlattenPatterns(from.Patterns);
        int terminalStart = terminals.Count;
        Append(from.Below);
        Append(from.Terminals);
        nodes[index] = new ForestNode(
            any, patternStart, from.Patterns.Count, literalStart, from.Literals.Count, terminalStart, from.Below.Count, from.Terminals.Count);
        return index;
    }

    private void FlattenLiterals(TrieRun children, int index)
    {
        bool areFew = children.Count <= ForestEdge.FewLiterals;
        int edge = edges.Count;
        if (areFew)
        {
            // Their places are taken before their own children come, so that they lie side by side.
            CollectionsMarshal.SetCount(edges, edge + children.Count);
        }

        for (int child = children.First; child != TrieArena.None; child = trie[child].Next)
        {
            string text = trie[child].Text;
            int flat = Flatten(child);
            if (areFew)
            {
                edges[edge++] = EdgeOf(text, flat);
            }
            else
            {
                crowded.Add(new ByteTableEntry(index, Encoding.UTF8.GetBytes(text), flat));
            }
        }
    }

    private int FlattenPatterns(TrieRun children)
    {
        if (children.Count == 0)
        {
            return patterns.Count;
        }

        var own = new ForestPattern[children.Count];
        int child = children.First;
        for (int i = 0; i < own.Length; i++)
        {
            own[i] = new ForestPattern(MatcherOf(trie[child]), Flatten(child));
            child = trie[child].Next;
        }

        patterns.AddRange(own);
        return patterns.Count - own.Length;
    }

    private ForestEdge EdgeOf(string text, int child)
    {
        Span<byte> few = stackalloc byte[ByteTableKey.WordsLength];
        ReadOnlySpan<byte> literal = Encoding.UTF8.TryGetBytes(text, few, out int length) ? few[..length] : Encoding.UTF8.GetBytes(text);
        var key = new ByteTableKey(literal);
        int start = edgeText.Count;
        if (literal.Length > ByteTableKey.WordsLength)
        {
            edgeText.AddRange(literal);
        }

        return new ForestEdge(key.First, key.Last, start, literal.Length, child);
    }

    private void Append(TrieRun run)
    {
        int place = run.First;
        for (int i = 0; i < run.Count; i++)
        {
            (ForestTerminal terminal, place) = trie.Terminal(place);
            terminals.Add(terminal);
        }
    }

    private SegmentMatcher MatcherOf(TrieNode node)
    {
        if (!matchers.TryGetValue(node.Text, out SegmentMatcher? matcher))
        {
            SegmentPattern pattern = node.Pattern!;
            matcher = new SegmentMatcher([.. pattern.Literals.Select(Encoding.UTF8.GetBytes)], [.. pattern.Gaps.Select(gap => gap.LengthMin)]);
            matchers.Add(node.Text, matcher);
        }

        return matcher;
    }
}
