using Authz.Policies.Requests;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>All conditions of a set, compiled: flat, each once, evaluated without allocating and without exceptions.</summary>
internal sealed class ConditionTable
{
    public const int NoCondition = -1;

    // What evaluating one node costs beside what its leaf reads, in bytes.
    private const int NodeCost = 32;

    private readonly ConditionNode[] nodes;
    private readonly int[] children;
    private readonly ConditionLeaf[] leaves;
    private readonly TimeTerms[] times;
    private readonly ComparisonEvaluator comparisons;

    public ConditionTable(
        ConditionNode[] nodes, int[] children, ConditionLeaf[] leaves, TimeTerms[] times, AttributeReader attributes)
    {
        this.nodes = nodes;
        this.children = children;
        this.leaves = leaves;
        this.times = times;
        comparisons = new ComparisonEvaluator(attributes);
        Attributes = attributes;
    }

    public AttributeReader Attributes { get; }

    public ref readonly ConditionNode Node(int index) => ref nodes[index];

    public ReadOnlySpan<int> ChildrenOf(in ConditionNode node) => children.AsSpan(node.Start, node.Count);

    public ConditionLeaf LeafOf(in ConditionNode node) => leaves[node.Start];

    public TimeTerms TimeOf(in ConditionNode node) => times[node.Start];

    public Ternary Evaluate(int index, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        ref readonly ConditionNode node = ref nodes[index];
        if (!state.TryCharge(NodeCost))
        {
            return Ternary.Unknown;
        }

        if (node.UsesPath)
        {
            return EvaluateAnew(in node, in request, ref state);
        }

        if (!state.TryRecall(index, out Ternary result))
        {
            result = EvaluateAnew(in node, in request, ref state);
            state.Keep(index, result);
        }

        return result;
    }

    private Ternary EvaluateAnew(in ConditionNode node, scoped in AccessRequest request, scoped ref ConditionState state) => node.Kind switch
    {
        ConditionNodeKind.All => EvaluateAll(in node, in request, ref state),
        ConditionNodeKind.Any => EvaluateAny(in node, in request, ref state),
        ConditionNodeKind.Not => Not(Evaluate(children[node.Start], in request, ref state)),
        ConditionNodeKind.Comparison => comparisons.Evaluate(leaves[node.Start], in request, ref state),
        ConditionNodeKind.Time => ValueTest.Of(times[node.Start].Holds(request.Time.UtcTicks)),
        ConditionNodeKind.None => Ternary.Unknown,
    };

    private Ternary EvaluateAll(in ConditionNode node, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        var result = Ternary.True;
        foreach (int child in ChildrenOf(in node))
        {
            Ternary one = Evaluate(child, in request, ref state);
            if (one == Ternary.False)
            {
                return Ternary.False;
            }

            result = one == Ternary.Unknown ? Ternary.Unknown : result;
        }

        return result;
    }

    private Ternary EvaluateAny(in ConditionNode node, scoped in AccessRequest request, scoped ref ConditionState state)
    {
        var result = Ternary.False;
        foreach (int child in ChildrenOf(in node))
        {
            Ternary one = Evaluate(child, in request, ref state);
            if (one == Ternary.True)
            {
                return Ternary.True;
            }

            result = one == Ternary.Unknown ? Ternary.Unknown : result;
        }

        return result;
    }

    private static Ternary Not(Ternary value) => value switch
    {
        Ternary.Unknown => Ternary.Unknown,
        Ternary.False => Ternary.True,
        Ternary.True => Ternary.False,
    };
}
