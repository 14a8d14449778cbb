using Authz.Policies.Binding;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>A node while its trie grows.</summary>
internal sealed class TrieNode
{
    private readonly Dictionary<string, TrieNode> literals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (SegmentPattern Key, TrieNode Node)> patterns = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TrieNode> LiteralChildren => literals;

    public TrieNode? AnyChild { get; private set; }

    public IReadOnlyCollection<(SegmentPattern Key, TrieNode Node)> PatternChildren => patterns.Values;

    public List<ForestTerminal> Terminals { get; } = [];

    public List<ForestTerminal> Below { get; } = [];

    public TrieNode Literal(string text)
    {
        if (!literals.TryGetValue(text, out TrieNode? child))
        {
            child = new TrieNode();
            literals.Add(text, child);
        }

        return child;
    }

    public TrieNode Any() => AnyChild ??= new TrieNode();

    public TrieNode Pattern(SegmentPattern segment)
    {
        // Parameters that differ only by name are one edge; a NUL cannot stand in a literal.
        string shape = segment.Literals[0]
            + string.Concat(segment.Gaps.Select((gap, i) => $"\0{gap.LengthMin}{segment.Literals[i + 1]}"));
        if (!patterns.TryGetValue(shape, out (SegmentPattern Key, TrieNode Node) child))
        {
            child = (segment, new TrieNode());
            patterns.Add(shape, child);
        }

        return child.Node;
    }
}
