namespace Authz.Policies.Decisions.Paths;

/// <summary>
/// Finds the one operation that a request is: the path whose literals come before templates from left to right, as
/// OpenAPI says, and on it the operation of the request's method.
/// </summary>
internal ref struct OperationWalk
{
    public const int NoOperation = -1;

    /// <summary>A signature has one bit for each segment.</summary>
    public const int SegmentsMax = 64;

    private readonly PathForest forest;
    private readonly SegmentedPath path;
    private readonly ulong method;
    private readonly bool onlyThatMethod;
    private readonly int after;

    // The lowest signature wins: the highest bit is the first segment, set where a template took it.
    private ulong bestSignature;
    private bool found;

    /// <param name="onlyThatMethod">
    /// Look only at the operations of the request's method: what a service does that routes by method first.
    /// </param>
    /// <param name="after">Take the next operation after this one, of several that tie.</param>
    public OperationWalk(
        PathForest forest, SegmentedPath path, ulong method, bool onlyThatMethod, int after = NoOperation)
    {
        this.forest = forest;
        this.path = path;
        this.method = method;
        this.onlyThatMethod = onlyThatMethod;
        this.after = after;
        Operation = NoOperation;
    }

    public int Operation { get; private set; }

    /// <summary>
    /// Another operation of that method ties with it. Binding refuses that, but for operations that differ only by case,
    /// where case is ignored.
    /// </summary>
    public bool HasMore { get; private set; }

    public void From(int root) => Visit(root, PathSegments.First, 0, 0);

    private void Visit(int index, int position, int depth, ulong signature)
    {
        ref readonly ForestNode node = ref forest.Node(index);
        if (PathSegments.IsPastLast(path.Bytes, position))
        {
            Take(forest.Terminals(index, in node), signature);
            return;
        }

        ReadOnlySpan<byte> segment = path.At(position, out int next);
        int literal = forest.LiteralChild(index, in node, segment);
        if (literal != PathForest.NoNode)
        {
            Visit(literal, next, depth + 1, signature);
        }

        ulong asTemplate = signature | (1UL << (SegmentsMax - 1 - depth));
        if (node.AnyChild != PathForest.NoNode && !segment.IsEmpty)
        {
            Visit(node.AnyChild, next, depth + 1, asTemplate);
        }

        if (node.PatternCount == 0)
        {
            return;
        }

        SegmentShapes shapes = forest.ShapesOf(index, in node, segment);
        while (shapes.TryNext(out int child))
        {
            Visit(child, next, depth + 1, asTemplate);
        }
    }

    private void Take(ReadOnlySpan<ForestTerminal> terminals, ulong signature)
    {
        foreach (ref readonly ForestTerminal terminal in terminals)
        {
            bool hasMethod = (terminal.Methods & method) != 0;
            if (!hasMethod && onlyThatMethod)
            {
                continue;
            }

            if (!found || signature < bestSignature)
            {
                found = true;
                bestSignature = signature;
                Operation = NoOperation;
                HasMore = false;
            }

            if (hasMethod && signature == bestSignature && terminal.Target > after)
            {
                HasMore |= Operation != NoOperation;
                Operation = Operation == NoOperation ? terminal.Target : Math.Min(Operation, terminal.Target);
            }
        }
    }
}
