using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions.Conditions.Json;

/// <summary>All JSON pointers of a set into bodies, so that one pass over a body finds what each of them leads to.</summary>
internal sealed class PointerTrie
{
    public const int NoNode = -1;
    public const int Root = 0;

    private readonly PointerNode[] nodes;
    private readonly ByteTable children;

    public PointerTrie(PointerNode[] nodes, ByteTable children)
    {
        this.nodes = nodes;
        this.children = children;
    }

    public int Count => nodes.Length;

    public ref readonly PointerNode Node(int index) => ref nodes[index];

    public bool IsEnd(int node) => nodes[node].End == node + 1;

    /// <summary>The node that a name leads to, or -1.</summary>
    public int Child(int node, ReadOnlySpan<byte> name) => children.Find(node, name);

    /// <summary>The node that an array's index leads to, or -1.</summary>
    public int Child(int node, int index)
    {
        if (index > nodes[node].IndexMax)
        {
            return NoNode;
        }

        Span<byte> digits = stackalloc byte[10];
        return index.TryFormat(digits, out int length) ? children.Find(node, digits[..length]) : NoNode;
    }
}
