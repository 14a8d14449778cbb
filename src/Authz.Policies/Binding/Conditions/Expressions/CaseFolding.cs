using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>
/// Characters that differ in case only. They are told from the invariant upper and lower case of each, so that `k`, `K` and the
/// Kelvin sign are three forms of one, and so are the three forms of sigma; no language's own rules are used.
/// </summary>
internal static class CaseFolding
{
    private static readonly Lazy<ImmutableArray<(char Character, ImmutableArray<char> Forms)>> Forms = new(FindForms);

    // Categories are the same sets each time, and large.
    private static readonly ConditionalWeakTable<CharacterSet, CharacterSet> Folded = [];

    /// <summary>The set with every form of its characters.</summary>
    public static CharacterSet Fold(CharacterSet set) => Folded.GetValue(set, FoldAnew);

    private static CharacterSet FoldAnew(CharacterSet set) => set.Union(CharacterSet.Of(
        Forms.Value
            .Where(entry => set.Contains(entry.Character))
            .SelectMany(entry => entry.Forms)
            .Select(form => (form, form))));

    /// <summary>The set with both forms of its ASCII letters.</summary>
    public static CharacterSet FoldAscii(CharacterSet set) => set.Union(CharacterSet.Of(
        Enumerable.Range('A', 26)
            .Select(upper => (Upper: (char)upper, Lower: char.ToLowerInvariant((char)upper)))
            .Where(letter => set.Contains(letter.Upper) || set.Contains(letter.Lower))
            .SelectMany(letter => new[] { (letter.Upper, letter.Upper), (letter.Lower, letter.Lower) })));

    private static ImmutableArray<(char Character, ImmutableArray<char> Forms)> FindForms()
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
        return [.. groups.OrderBy(group => group.Key).Select(group => (group.Key, group.Value.ToImmutableArray()))];
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
