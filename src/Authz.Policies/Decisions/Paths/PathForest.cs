namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// Every trie of a decision tree in one set of flat arrays; a trie is the index of its root. What one trie has lies side by side in
/// each of them, so that a walk that finds nothing in the cache waits for few lines.
/// </summary>
internal sealed class PathForest
{
    public const int NoNode = -1;

    private readonly ForestNode[] nodes;
    private readonly ForestEdge[] edges;
    private readonly byte[] edgeText;
    private readonly ByteTable crowded;
    private readonly ForestPattern[] patterns;
    private readonly ForestTerminal[] terminals;

    /// <param name="edgeText">The literals of edges that their words do not tell whole.</param>
    /// <param name="crowded">The literal children of nodes that have many.</param>
    public PathForest(
        ForestNode[] nodes,
        ForestEdge[] edges,
        byte[] edgeText,
        ByteTable crowded,
        ForestPattern[] patterns,
        ForestTerminal[] terminals)
    {
        this.nodes = nodes;
        this.edges = edges;
        this.edgeText = edgeText;
        this.crowded = crowded;
        this.patterns = patterns;
        this.terminals = terminals;
    }

    public ref readonly ForestNode Node(int index) => ref nodes[index];

    /// <summary>Asks for what the walks of an entry with a few rules read.</summary>
    public void FetchAhead(in AccessEntry entry)
    {
        Ahead.Fetch(nodes, entry.AllowRoot, 4);
        Ahead.Fetch(nodes, entry.DenyRoot, 1);
        Ahead.Fetch(edges, entry.EdgeStart, 4);
        Ahead.Fetch(terminals, entry.TerminalStart, 2);
    }

    public int LiteralChild(int index, in ForestNode node, ReadOnlySpan<byte> segment) =>
        node.LiteralCount == 0 ? NoNode
        : node.LiteralCount > ForestEdge.FewLiterals ? crowded.Find(index, segment)
        : OneOfFew(in node, segment);

    public ReadOnlySpan<ForestPattern> Patterns(in ForestNode node) =>
        patterns.AsSpan(node.PatternStart, node.PatternCount);

    public ReadOnlySpan<ForestTerminal> Terminals(in ForestNode node) =>
        terminals.AsSpan(node.TerminalStart + node.BelowCount, node.TerminalCount);

    public ReadOnlySpan<ForestTerminal> Below(in ForestNode node) => terminals.AsSpan(node.TerminalStart, node.BelowCount);

    private int OneOfFew(in ForestNode node, ReadOnlySpan<byte> segment)
    {
        var sought = new ByteTableKey(segment);
        foreach (ref readonly ForestEdge edge in edges.AsSpan(node.LiteralStart, node.LiteralCount))
        {
            if (edge.First == sought.First && edge.Last == sought.Last && edge.Length == segment.Length
                && (segment.Length <= ByteTableKey.WordsLength || segment.SequenceEqual(edgeText.AsSpan(edge.Start, segment.Length))))
            {
                return edge.Child;
            }
        }

        return NoNode;
    }
}
