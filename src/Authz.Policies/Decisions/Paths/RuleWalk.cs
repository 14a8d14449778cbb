using System.Runtime.CompilerServices;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// Finds the first rule, in the order of rules, that some pattern of a trie leads to. Each node of the trie is visited
/// at most once, so the walk is bounded by the patterns of one caller on one service, whatever the path.
/// </summary>
internal ref struct RuleWalk
{
    private readonly PathForest forest;
    private readonly RuleTable rules;
    private readonly SegmentedPath path;
    private readonly ulong method;
    private int firstRule;

    public RuleWalk(PathForest forest, RuleTable rules, SegmentedPath path, ulong method)
    {
        this.forest = forest;
        this.rules = rules;
        this.path = path;
        this.method = method;
    }

    /// <summary>What the last walk has found.</summary>
    public RuleMatches Matches;

    /// <param name="first">The rule that the trie counts from.</param>
    public void From(int root, int first, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        Matches = RuleMatches.None;
        firstRule = first;
        Visit(root, PathSegments.First, in request, ref state);
    }

    private void Visit(int index, int position, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        // Along one child it goes on in the loop; only where a segment may take several it calls itself.
        while (index != PathForest.NoNode)
        {
            ref readonly ForestNode node = ref forest.Node(index);
            if (node.BelowCount > 0)
            {
                Collect(forest.Below(index, in node), in request, ref state);
            }

            if (PathSegments.IsPastLast(path.Bytes, position))
            {
                Collect(forest.Terminals(index, in node), in request, ref state);
                return;
            }

            ReadOnlySpan<byte> segment = path.At(position, out position);
            int literal = forest.LiteralChild(index, in node, segment);
            int any = segment.IsEmpty ? PathForest.NoNode : node.AnyChild;
            if (node.PatternCount == 0 && (literal == PathForest.NoNode || any == PathForest.NoNode))
            {
                index = literal == PathForest.NoNode ? any : literal;
                continue;
            }

            VisitAll(index, in node, literal, any, segment, position, in request, ref state);
            return;
        }
    }

    private void VisitAll(
        int index,
        in ForestNode node,
        int literal,
        int any,
        ReadOnlySpan<byte> segment,
        int next,
        scoped in AccessRequest request,
        scoped ref ConditionState state)
    {
        Visit(literal, next, in request, ref state);
        Visit(any, next, in request, ref state);
        SegmentShapes shapes = forest.ShapesOf(index, in node, segment);
        while (shapes.TryNext(out int child))
        {
            Visit(child, next, in request, ref state);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Collect(
        ReadOnlySpan<ForestTerminal> terminals, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        foreach (ref readonly ForestTerminal terminal in terminals)
        {
            if ((terminal.Methods & method) == 0)
            {
                continue;
            }

            int rule = firstRule + terminal.Target;
            if (terminal.IsCertain)
            {
                Matches.Enforced = Math.Min(Matches.Enforced, rule);
            }
            else
            {
                rules.Note(ref Matches, rule, terminal.Captures, in request, ref state);
            }
        }
    }
}
