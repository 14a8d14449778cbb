using System.Runtime.InteropServices;
using Authz.Policies.Binding;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>
/// The nodes of one trie while it grows, in arrays that the next trie uses again: a set has thousands of tries, of which nothing but
/// their layout stays. Children and terminals come out in the order in which they were added.
/// </summary>
internal sealed class TrieArena
{
    public const int None = -1;

    /// <summary>So many children are looked at one by one; more are found by their text.</summary>
    private const int FewChildren = 8;

    /// <summary>A table this large is not emptied for each small trie that follows, but left behind.</summary>
    private const int KeptTexts = 1024;

    private readonly List<TrieNode> nodes = [];
    private readonly List<(ForestTerminal Terminal, int Next)> terminals = [];
    private Dictionary<(int Parent, string Text), int> literals = [];
    private Dictionary<(int Parent, string Shape), int> patterns = [];

    /// <summary>Forgets all but a root, which is node 0.</summary>
    public void Restart()
    {
        nodes.Clear();
        terminals.Clear();
        Empty(ref literals);
        Empty(ref patterns);
        nodes.Add(new TrieNode());
    }

    /// <summary>Valid until a node is added.</summary>
    public ref TrieNode this[int node] => ref CollectionsMarshal.AsSpan(nodes)[node];

    public (ForestTerminal Terminal, int Next) Terminal(int place) => terminals[place];

    public void AddTerminal(int node, ForestTerminal terminal) => Append(ref this[node].Terminals, terminal);

    public void AddBelow(int node, ForestTerminal terminal) => Append(ref this[node].Below, terminal);

    public int Literal(int node, string text)
    {
        TrieRun children = this[node].Literals;
        bool isCrowded = children.Count > FewChildren;
        if (isCrowded && literals.TryGetValue((node, text), out int found))
        {
            return found;
        }

        for (int child = isCrowded ? None : children.First; child != None; child = this[child].Next)
        {
            if (this[child].Text == text)
            {
                return child;
            }
        }

        int added = Child(text, null);
        Append(ref this[node].Literals, added);
        if (children.Count >= FewChildren)
        {
            // From the first that is one too many, all of them are in the table.
            for (int child = isCrowded ? added : children.First; child != None; child = this[child].Next)
            {
                literals.Add((node, this[child].Text), child);
            }
        }

        return added;
    }

    public int Any(int node)
    {
        if (this[node].Any == None)
        {
            int added = Child("", null);
            this[node].Any = added;
        }

        return this[node].Any;
    }

    public int Pattern(int node, SegmentPattern segment)
    {
        string shape = ShapeOf(segment);
        if (!patterns.TryGetValue((node, shape), out int child))
        {
            child = Child(shape, segment);
            Append(ref this[node].Patterns, child);
            patterns.Add((node, shape), child);
        }

        return child;
    }

    private int Child(string text, SegmentPattern? pattern)
    {
        nodes.Add(new TrieNode { Text = text, Pattern = pattern });
        return nodes.Count - 1;
    }

    private void Append(ref TrieRun run, int child)
    {
        if (run.Count == 0)
        {
            run.First = child;
        }
        else
        {
            this[run.Last].Next = child;
        }

        run.Last = child;
        run.Count++;
    }

    private void Append(ref TrieRun run, ForestTerminal terminal)
    {
        int place = terminals.Count;
        terminals.Add((terminal, None));
        if (run.Count == 0)
        {
            run.First = place;
        }
        else
        {
            CollectionsMarshal.AsSpan(terminals)[run.Last].Next = place;
        }

        run.Last = place;
        run.Count++;
    }

    // Parameters that differ only by name are one edge; a NUL cannot stand in a literal.
    private static string ShapeOf(SegmentPattern segment)
    {
        string shape = segment.Literals[0];
        for (int i = 0; i < segment.Gaps.Length; i++)
        {
            shape = string.Concat(shape, segment.Gaps[i].LengthMin == 0 ? "\0" + "0" : "\0" + "1", segment.Literals[i + 1]);
        }

        return shape;
    }

    private static void Empty(ref Dictionary<(int Parent, string Text), int> table)
    {
        if (table.Capacity > KeptTexts)
        {
            table = [];
        }
        else
        {
            table.Clear();
        }
    }
}
