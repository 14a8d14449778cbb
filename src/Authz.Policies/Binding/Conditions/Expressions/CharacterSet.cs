using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>Characters up to U+FFFF, as ranges: ascending, apart from each other.</summary>
internal sealed class CharacterSet
{
    private CharacterSet(ImmutableArray<(char First, char Last)> ranges) => Ranges = ranges;

    public static CharacterSet Empty { get; } = new([]);

    public static CharacterSet All { get; } = OfRange(char.MinValue, char.MaxValue);

    public ImmutableArray<(char First, char Last)> Ranges { get; }

    public static CharacterSet OfRange(char first, char last) => new([(first, last)]);

    public static CharacterSet Of(IEnumerable<(char First, char Last)> ranges)
    {
        var merged = new List<(char First, char Last)>();
        foreach ((char first, char last) in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, last > merged[^1].Last ? last : merged[^1].Last);
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return new CharacterSet([.. merged]);
    }

    public CharacterSet Union(CharacterSet other) => Of(Ranges.Concat(other.Ranges));

    public CharacterSet Complement()
    {
        var gaps = new List<(char First, char Last)>();
        int next = char.MinValue;
        foreach ((char first, char last) in Ranges)
        {
            if (next < first)
            {
                gaps.Add(((char)next, (char)(first - 1)));
            }

            next = last + 1;
        }

        if (next <= char.MaxValue)
        {
            gaps.Add(((char)next, char.MaxValue));
        }

        return new CharacterSet([.. gaps]);
    }

    public bool Contains(char c)
    {
        int low = 0;
        int high = Ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            (char first, char last) = Ranges[middle];
            if (c >= first && c <= last)
            {
                return true;
            }

            if (c < first)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return false;
    }
}
