using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>
/// Sets of indices as sorted arrays, equal ones stored once: a thousand policies that name one group share one array,
/// and are told apart by reference.
/// </summary>
internal sealed class IndexSetPool
{
    private readonly Dictionary<ImmutableArray<int>, ImmutableArray<int>> sets = new(new ContentComparer());

    /// <param name="indices">In any order, repetitions allowed. It is sorted in place.</param>
    public ImmutableArray<int> Intern(List<int> indices)
    {
        indices.Sort();
        int kept = 0;
        for (int i = 0; i < indices.Count; i++)
        {
            if (i == 0 || indices[i] != indices[i - 1])
            {
                indices[kept++] = indices[i];
            }
        }

        indices.RemoveRange(kept, indices.Count - kept);
        ImmutableArray<int> set = [.. indices];
        if (sets.TryGetValue(set, out ImmutableArray<int> known))
        {
            return known;
        }

        sets.Add(set, set);
        return set;
    }

    private sealed class ContentComparer : IEqualityComparer<ImmutableArray<int>>
    {
        public bool Equals(ImmutableArray<int> left, ImmutableArray<int> right) =>
            left.AsSpan().SequenceEqual(right.AsSpan());

        public int GetHashCode(ImmutableArray<int> set)
        {
            var hash = new HashCode();
            foreach (int index in set)
            {
                hash.Add(index);
            }

            return hash.ToHashCode();
        }
    }
}
