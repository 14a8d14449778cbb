namespace Authz.Pdp.Answers;

/// <summary>A prepared fragment for each block or rule, in one array: there may be hundreds of thousands.</summary>
internal sealed class FragmentTable
{
    private readonly byte[] bytes;
    private readonly int[] ends;

    public FragmentTable(IEnumerable<string> names, Func<string, WireWriter> prepare)
    {
        var all = new List<byte>();
        var endOfEach = new List<int>();
        foreach (string name in names)
        {
            all.AddRange(prepare(name).ToArray());
            endOfEach.Add(all.Count);
        }

        bytes = [.. all];
        ends = [.. endOfEach];
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
