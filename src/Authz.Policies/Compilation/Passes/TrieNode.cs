using Authz.Policies.Binding;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>A node while its trie grows.</summary>
internal sealed class TrieNode
{
    private static readonly List<ForestTerminal> NoTerminals = [];

    // Most nodes have one child and no terminal, or one terminal and no child: what a node has not, it does not pay for.
    private (string Text, TrieNode Node)? onlyLiteral;
    private Dictionary<string, TrieNode>? literals;
    private Dictionary<string, (SegmentPattern Key, TrieNode Node)>? patterns;
    private List<ForestTerminal>? terminals;
    private List<ForestTerminal>? below;

    public IEnumerable<(string Text, TrieNode Node)> LiteralChildren =>
        literals is not null ? literals.Select(pair => (pair.Key, pair.Value))
        : onlyLiteral is { } only ? [only]
        : [];

    public TrieNode? AnyChild { get; private set; }

    public IReadOnlyCollection<(SegmentPattern Key, TrieNode Node)> PatternChildren => patterns is null ? [] : patterns.Values;

    public IReadOnlyCollection<ForestTerminal> Terminals => terminals ?? NoTerminals;

    public IReadOnlyCollection<ForestTerminal> Below => below ?? NoTerminals;

    public void AddTerminal(ForestTerminal terminal) => (terminals ??= new(1)).Add(terminal);

    public void AddBelow(ForestTerminal terminal) => (below ??= new(1)).Add(terminal);

    public TrieNode Literal(string text)
    {
        if (literals is null)
        {
            if (onlyLiteral is not { } only)
            {
                var first = new TrieNode();
                onlyLiteral = (text, first);
                return first;
            }

            if (only.Text == text)
            {
                return only.Node;
            }

            literals = new(StringComparer.Ordinal) { [only.Text] = only.Node };
        }

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
        patterns ??= new(StringComparer.Ordinal);
        if (!patterns.TryGetValue(shape, out (SegmentPattern Key, TrieNode Node) child))
        {
            child = (segment, new TrieNode());
            patterns.Add(shape, child);
        }

        return child.Node;
    }
}
