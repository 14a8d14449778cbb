using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>
/// Characters that differ in case only. They are told from the invariant upper and lower case of each, so that `k`, `K` and the
/// Kelvin sign are three forms of one, and so are the three forms of sigma; no language's own rules are used.
/// </summary>
internal static class CaseFolding
{
    private static readonly Lazy<FrozenDictionary<char, ImmutableArray<char>>> Forms = new(FindForms);

    // Categories are the same sets each time, and large.
    private static readonly ConditionalWeakTable<CharacterSet, CharacterSet> Folded = [];

    /// <summary>The set with every form of its characters.</summary>
    public static CharacterSet Fold(CharacterSet set) => Folded.GetValue(set, FoldAnew);

    /// <summary>The set with both forms of its ASCII letters.</summary>
    public static CharacterSet FoldAscii(CharacterSet set) => set.Union(CharacterSet.Of(
        Enumerable.Range('A', 26)
            .Select(upper => (Upper: (char)upper, Lower: char.ToLowerInvariant((char)upper)))
            .Where(letter => set.Contains(letter.Upper) || set.Contains(letter.Lower))
            .SelectMany(letter => new[] { (letter.Upper, letter.Upper), (letter.Lower, letter.Lower) })));

    private static CharacterSet FoldAnew(CharacterSet set)
    {
        FrozenDictionary<char, ImmutableArray<char>> known = Forms.Value;
        int count = set.Ranges.Sum(range => range.Last - range.First + 1);

        // A letter is looked up; of a large set it is asked which of the known characters it has.
        IEnumerable<char> cased = count < known.Count
            ? set.Ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).Select(c => (char)c)
            : known.Keys.Where(set.Contains);
        var forms = new List<(char First, char Last)>();
        foreach (char c in cased)
        {
            if (known.TryGetValue(c, out ImmutableArray<char> others))
            {
                forms.AddRange(others.Select(other => (other, other)));
            }
        }

        return forms.Count == 0 ? set : CharacterSet.Of(set.Ranges.Concat(forms));
    }

    private static FrozenDictionary<char, ImmutableArray<char>> FindForms()
    {
        var groups = new Dictionary<char, List<char>>();
        for (int i = char.MinValue; i <= char.MaxValue; i++)
        {
            char c = (char)i;
            Join(groups, c, char.ToUpperInvariant(c));
            Join(groups, c, char.ToLowerInvariant(c));
        }

        // The platform keeps the long s apart, for its upper case would be ASCII; Unicode folds it.
        Join(groups, 's', 'ſ');
        return groups.ToFrozenDictionary(group => group.Key, group => group.Value.ToImmutableArray());
    }

    private static void Join(Dictionary<char, List<char>> groups, char one, char other)
    {
        if (one == other)
        {
            return;
        }

        List<char> left = groups.GetValueOrDefault(one) ?? [one];
        List<char> right = groups.GetValueOrDefault(other) ?? [other];
        List<char> joined = [.. left.Union(right)];
        foreach (char member in joined)
        {
            groups[member] = joined;
        }
    }
}
