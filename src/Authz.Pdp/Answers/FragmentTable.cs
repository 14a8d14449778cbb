using System.Collections.Immutable;
using Authz.Policies.Compilation;

namespace Authz.Pdp.Answers;

/// <summary>A prepared fragment for each block or rule, in one array: there may be hundreds of thousands.</summary>
internal sealed class FragmentTable
{
    private readonly byte[] bytes;
    private readonly int[] ends;

    /// <summary>So many are written between two rests.</summary>
    private const int RestEvery = 64;

    // Keys and lengths around a name; more makes the writer grow once more, less leaves it some room.
    private const int AroundName = 32;

    /// <param name="write">Appends the fragment of a name.</param>
    /// <param name="isAsked">Which indexes anybody will ever ask for; the others have empty fragments. Null: all.</param>
    public FragmentTable(
        ImmutableArray<string> names, Action<WireWriter, string> write, CompilationPace pace, Func<int, bool>? isAsked = null)
    {
        // One writer for all: what is written for each of a hundred thousand would be garbage at once.
        var all = new WireWriter(isAsked is null ? names.Sum(static name => name.Length + AroundName) : 0);
        ends = new int[names.Length];
        for (int i = 0; i < ends.Length; i++)
        {
            if (isAsked is null || isAsked(i))
            {
                write(all, names[i]);
            }

            ends[i] = all.Length;
            if (i % RestEvery == 0)
            {
                pace.Rest();
            }
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
