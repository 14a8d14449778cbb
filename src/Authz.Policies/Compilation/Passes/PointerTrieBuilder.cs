using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Authz.Policies.Decisions.Conditions.Json;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Gathers the JSON pointers of a set, and numbers their nodes in preorder once all are known.</summary>
internal sealed class PointerTrieBuilder
{
    // Numbered as they come, while the trie grows; the root is the first.
    private readonly List<SortedDictionary<string, int>> nodes = [new(StringComparer.Ordinal)];

    /// <summary>A number for the pointer, to look up once the trie is built.</summary>
    public int Add(ImmutableArray<string> steps)
    {
        int node = 0;
        foreach (string step in steps)
        {
            if (!nodes[node].TryGetValue(step, out int child))
            {
                child = nodes.Count;
                nodes.Add(new(StringComparer.Ordinal));
                nodes[node].Add(step, child);
            }

            node = child;
        }

        return node;
    }

    public PointerTrie Build(out int[] numbers)
    {
        numbers = new int[nodes.Count];
        var flat = new PointerNode[nodes.Count];
        var edges = new List<ByteTableEntry>();
        int next = 0;
        Number(0, ref next, numbers, flat, edges);
        return new PointerTrie(flat, ByteTable.Create(edges));
    }

    // A pointer is no deeper than the text of one value, and binding holds its steps to the depth of a body.
    private void Number(int node, ref int next, int[] numbers, PointerNode[] flat, List<ByteTableEntry> edges)
    {
        int number = next++;
        numbers[node] = number;
        int indexMax = -1;
        foreach ((string step, int child) in nodes[node])
        {
            edges.Add(new ByteTableEntry(number, Encoding.UTF8.GetBytes(step), next));
            indexMax = Math.Max(indexMax, IndexOf(step));
            Number(child, ref next, numbers, flat, edges);
        }

        flat[number] = new PointerNode(next, indexMax);
    }

    /// <summary>The index of an array's element that a step can stand for, or -1.</summary>
    private static int IndexOf(string step)
    {
        bool isIndex = step.Length > 0 && !(step.Length > 1 && step[0] == '0') && step.All(char.IsAsciiDigit);
        return isIndex && int.TryParse(step, CultureInfo.InvariantCulture, out int index) ? index : -1;
    }
}
