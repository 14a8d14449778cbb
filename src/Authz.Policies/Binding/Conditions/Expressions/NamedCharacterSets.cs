using System.Collections.Frozen;
using System.Globalization;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>The sets of characters that have names: `\d`, `[:alpha:]`, and Unicode's general categories.</summary>
internal static class NamedCharacterSets
{
    public static readonly CharacterSet Digits = CharacterSet.OfRange('0', '9');

    public static readonly CharacterSet WordCharacters = CharacterSet.Of([('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]);

    // RE2 leaves out the vertical tab, which the POSIX class has.
    public static readonly CharacterSet Spaces = CharacterSet.Of([('\t', '\n'), ('\f', '\r'), (' ', ' ')]);

    public static readonly CharacterSet LineFeed = CharacterSet.OfRange('\n', '\n');

    private static readonly FrozenDictionary<string, CharacterSet> Posix = new Dictionary<string, CharacterSet>
    {
        ["alnum"] = CharacterSet.Of([('0', '9'), ('A', 'Z'), ('a', 'z')]),
        ["alpha"] = CharacterSet.Of([('A', 'Z'), ('a', 'z')]),
        ["ascii"] = CharacterSet.OfRange('\0', '\x7F'),
        ["blank"] = CharacterSet.Of([('\t', '\t'), (' ', ' ')]),
        ["cntrl"] = CharacterSet.Of([('\0', '\x1F'), ('\x7F', '\x7F')]),
        ["digit"] = Digits,
        ["graph"] = CharacterSet.OfRange('!', '~'),
        ["lower"] = CharacterSet.OfRange('a', 'z'),
        ["print"] = CharacterSet.OfRange(' ', '~'),
        ["punct"] = CharacterSet.Of([('!', '/'), (':', '@'), ('[', '`'), ('{', '~')]),
        ["space"] = CharacterSet.Of([('\t', '\r'), (' ', ' ')]),
        ["upper"] = CharacterSet.OfRange('A', 'Z'),
        ["word"] = WordCharacters,
        ["xdigit"] = CharacterSet.Of([('0', '9'), ('A', 'F'), ('a', 'f')]),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The abbreviations of UnicodeCategory's members, in their order. What is not assigned is no category of RE2's.
    private static readonly string[] CategoryNames =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
    ];

    private static readonly Lazy<FrozenDictionary<string, CharacterSet>> Categories = new(FindCategories);

    public static IEnumerable<string> PosixNames => Posix.Keys;

    public static CharacterSet? FindPosix(string name) => Posix.GetValueOrDefault(name);

    /// <summary>The characters of a general category (`Lu`) or of a group of them (`L`).</summary>
    public static CharacterSet? FindCategory(string name) => Categories.Value.GetValueOrDefault(name);

    private static FrozenDictionary<string, CharacterSet> FindCategories()
    {
        var ranges = new Dictionary<string, List<(char First, char Last)>>(StringComparer.Ordinal);
        for (int i = char.MinValue; i <= char.MaxValue; i++)
        {
            char c = (char)i;
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(c);
            if (category == UnicodeCategory.OtherNotAssigned)
            {
                continue;
            }

            string name = CategoryNames[(int)category];
            Add(ranges, name, c);
            Add(ranges, name[..1], c);
        }

        return ranges.ToFrozenDictionary(pair => pair.Key, pair => CharacterSet.Of(pair.Value), StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, List<(char First, char Last)>> ranges, string name, char c)
    {
        if (!ranges.TryGetValue(name, out List<(char First, char Last)>? found))
        {
            found = [];
            ranges.Add(name, found);
        }

        if (found.Count > 0 && found[^1].Last + 1 == c)
        {
            found[^1] = (found[^1].First, c);
        }
        else
        {
            found.Add((c, c));
        }
    }
}
