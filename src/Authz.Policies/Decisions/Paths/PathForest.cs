namespace Authz.Policies.Decisions.Paths;

/// <summary>Every trie of a decision tree in one set of flat arrays; a trie is the index of its root.</summary>
internal sealed class PathForest
{
    public const int NoNode = -1;

    private readonly ForestNode[] nodes;
    private readonly ByteTable literals;
    private readonly ForestPattern[] patterns;
    private readonly ForestTerminal[] terminals;

    public PathForest(ForestNode[] nodes, ByteTable literals, ForestPattern[] patterns, ForestTerminal[] terminals)
    {
        this.nodes = nodes;
        this.literals = literals;
        this.patterns = patterns;
        this.terminals = terminals;
    }

    public ref readonly ForestNode Node(int index) => ref nodes[index];

    public int LiteralChild(int node, ReadOnlySpan<byte> segment) => literals.Find(node, segment);

    public ReadOnlySpan<ForestPattern> Patterns(in ForestNode node) =>
        patterns.AsSpan(node.PatternStart, node.PatternCount);

    public ReadOnlySpan<ForestTerminal> Terminals(in ForestNode node) =>
        terminals.AsSpan(node.TerminalStart, node.TerminalCount);

    public ReadOnlySpan<ForestTerminal> Below(in ForestNode node) => terminals.AsSpan(node.BelowStart, node.BelowCount);
}
