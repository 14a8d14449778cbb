using System.Collections.Immutable;

namespace Authz.Pdp.Answers;

/// <summary>A prepared fragment for each block or rule, in one array: there may be hundreds of thousands.</summary>
internal sealed class FragmentTable
{
    private readonly byte[] bytes;
    private readonly int[] ends;

    /// <param name="write">Appends the fragment of a name.</param>
    public FragmentTable(ImmutableArray<string> names, Action<WireWriter, string> write)
    {
        // One writer for all: what is written for each of a hundred thousand would be garbage at once.
        var all = new WireWriter();
        ends = new int[names.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            write(all, names[i]);
            ends[i] = all.Length;
        }

        bytes = all.ToArray();
    }

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            int start = index == 0 ? 0 : ends[index - 1];
            return bytes.AsSpan(start, ends[index] - start);
        }
    }
}
