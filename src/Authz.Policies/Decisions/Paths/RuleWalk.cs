namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// Finds the first rule, in the order of rules, that some pattern of a trie leads to. Each node of the trie is visited
/// at most once, so the walk is bounded by the patterns of one caller on one service, whatever the path.
/// </summary>
internal ref struct RuleWalk
{
    private readonly PathForest forest;
    private readonly RuleTable rules;
    private readonly ReadOnlySpan<byte> path;
    private readonly ulong method;
    private readonly long utcTicks;

    public RuleWalk(PathForest forest, RuleTable rules, ReadOnlySpan<byte> path, ulong method, long utcTicks)
    {
        this.forest = forest;
        this.rules = rules;
        this.path = path;
        this.method = method;
        this.utcTicks = utcTicks;
        Matches = RuleMatches.None;
    }

    public RuleMatches Matches;

    public void From(int root) => Visit(root, PathSegments.First);

    private void Visit(int index, int position)
    {
        ref readonly ForestNode node = ref forest.Node(index);
        Collect(forest.Below(in node));
        if (PathSegments.IsPastLast(path, position))
        {
            Collect(forest.Terminals(in node));
            return;
        }

        ReadOnlySpan<byte> segment = PathSegments.At(path, position, out int next);
        int literal = forest.LiteralChild(index, segment);
        if (literal != PathForest.NoNode)
        {
            Visit(literal, next);
        }

        if (node.AnyChild != PathForest.NoNode && !segment.IsEmpty)
        {
            Visit(node.AnyChild, next);
        }

        foreach (ref readonly ForestPattern pattern in forest.Patterns(in node))
        {
            if (pattern.Matcher.Matches(segment))
            {
                Visit(pattern.Child, next);
            }
        }
    }

    private void Collect(ReadOnlySpan<ForestTerminal> terminals)
    {
        foreach (ref readonly ForestTerminal terminal in terminals)
        {
            if ((terminal.Methods & method) != 0)
            {
                rules.Note(ref Matches, terminal.Target, utcTicks);
            }
        }
    }
}
