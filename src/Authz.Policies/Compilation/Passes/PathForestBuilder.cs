using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Text;
using Authz.Policies.Binding;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Lays tries of patterns into flat arrays, one after the other.</summary>
internal sealed class PathForestBuilder
{
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

        var root = new TrieNode();
        foreach ((PathPattern pattern, ForestTerminal terminal) in routes)
        {
            TrieNode node = Insert(root, pattern.Segments.AsSpan(), folded);
            if (pattern.AndBelow)
            {
                node.AddBelow(terminal);
                continue;
            }

            node.AddTerminal(terminal);
            if (slashInsensitive && ToggleLastSlash(pattern) is { IsDefault: false } toggled)
            {
                Insert(root, toggled.AsSpan(), folded).AddTerminal(terminal);
            }
        }

        return Flatten(root);
    }

    /// <summary>Adds a trie whose terminals end at literal segments only.</summary>
    public int Add(IReadOnlyCollection<(ImmutableArray<string> Segments, ForestTerminal Terminal)> routes)
    {
        if (routes.Count == 0)
        {
            return PathForest.NoNode;
        }

        var root = new TrieNode();
        foreach ((ImmutableArray<string> segments, ForestTerminal terminal) in routes)
        {
            TrieNode node = root;
            foreach (string segment in segments)
            {
                node = node.Literal(segment);
            }

            node.AddTerminal(terminal);
        }

        return Flatten(root);
    }

    public PathForest Build() =>
        new([.. nodes], [.. edges], [.. edgeText], ByteTable.Create(crowded), [.. patterns], [.. terminals]);

    private static TrieNode Insert(TrieNode root, ReadOnlySpan<SegmentPattern> segments, bool folded)
    {
        TrieNode node = root;
        foreach (SegmentPattern segment in segments)
        {
            node = segment.IsLiteral ? node.Literal(Fold(segment.Literal, folded))
                : segment.IsAny ? node.Any()
                : node.Pattern(segment with { Literals = [.. segment.Literals.Select(text => Fold(text, folded))] });
        }

        return node;
    }

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

    private int Flatten(TrieNode node)
    {
        int index = nodes.Count;
        nodes.Add(default);

        int literalStart = edges.Count;
        int literalCount = FlattenLiterals(node, index);
        int any = node.AnyChild is null ? PathForest.NoNode : Flatten(node.AnyChild);

        // Children come first, so that a node's own patterns and terminals lie side by side.
        ForestPattern[] own = [.. node.PatternChildren.Select(pair => new ForestPattern(MatcherOf(pair.Key), Flatten(pair.Node)))];
        nodes[index] = new ForestNode(
            any, Append(patterns, own), own.Length, literalStart, literalCount,
            Append(terminals, [.. node.Below, .. node.Terminals]), node.Below.Count, node.Terminals.Count);
        return index;
    }

    private int FlattenLiterals(TrieNode node, int index)
    {
        (string Text, TrieNode Node)[] children = [.. node.LiteralChildren];
        int start = edges.Count;
        if (children.Length <= ForestEdge.FewLiterals)
        {
            // Their places are taken before their own children come, so that they lie side by side.
            edges.AddRange(new ForestEdge[children.Length]);
        }

        for (int i = 0; i < children.Length; i++)
        {
            byte[] literal = Encoding.UTF8.GetBytes(children[i].Text);
            int child = Flatten(children[i].Node);
            if (children.Length <= ForestEdge.FewLiterals)
            {
                edges[start + i] = EdgeOf(literal, child);
            }
            else
            {
                crowded.Add(new ByteTableEntry(index, literal, child));
            }
        }

        return children.Length;
    }

    private ForestEdge EdgeOf(byte[] literal, int child)
    {
        var key = new ByteTableKey(literal);
        int start = edgeText.Count;
        if (literal.Length > ByteTableKey.WordsLength)
        {
            edgeText.AddRange(literal);
        }

        return new ForestEdge(key.First, key.Last, start, literal.Length, child);
    }

    private static int Append<T>(List<T> list, T[] items)
    {
        list.AddRange(items);
        return list.Count - items.Length;
    }

    private static SegmentMatcher MatcherOf(SegmentPattern pattern) => new(
        [.. pattern.Literals.Select(Encoding.UTF8.GetBytes)], [.. pattern.Gaps.Select(gap => gap.LengthMin)]);
}
