using System.Globalization;

namespace Authz.Testing.Naive.Conditions;

/// <summary>One character of a regular expression, an escape or a class in brackets.</summary>
internal sealed class NaiveCharacterClass(string text, int start, bool ignoreCase)
{
    public int At { get; private set; } = start;

    /// <summary>A character as itself, or an escape.</summary>
    public Func<char, bool> Single()
    {
        char first = text[At++];
        return first == '\\' ? Escape() : Folded(character => character == first);
    }

    /// <summary>What follows `[`, to its `]`.</summary>
    public Func<char, bool> Bracketed()
    {
        At++;
        bool negated = text[At] == '^';
        At += negated ? 1 : 0;
        var parts = new List<Func<char, bool>>();
        do
        {
            parts.Add(Part());
        }
        while (text[At] != ']');

        At++;
        return character => parts.Exists(part => part(character)) != negated;
    }

    private Func<char, bool> Part()
    {
        if (string.CompareOrdinal(text, At, "[:", 0, 2) == 0)
        {
            int end = text.IndexOf(":]", At, StringComparison.Ordinal);
            string name = text[(At + 2)..end];
            At = end + 2;
            Func<char, bool> named = Folded(character => IsInNamed(name.TrimStart('^'), character));
            return character => named(character) != (name[0] == '^');
        }

        int before = At;
        Func<char, bool> low = Single();
        bool isRange = text[At] == '-' && text[At + 1] != ']';
        if (!isRange)
        {
            return low;
        }

        char from = CharacterOf(text[before..At]);
        before = ++At;
        Single();
        char to = CharacterOf(text[before..At]);
        return Folded(character => character >= from && character <= to);
    }

    /// <summary>Case is folded before a class is negated: `(?i)[^a]` is not `A`.</summary>
    private Func<char, bool> Folded(Func<char, bool> has) => !ignoreCase
        ? has
        : character => has(character) || has(char.ToUpperInvariant(character)) || has(char.ToLowerInvariant(character));

    /// <summary>The character that a literal or an escape of one stands for.</summary>
    private static char CharacterOf(string written) => written switch
    {
        [var plain] => plain,
        "\\t" => '\t',
        "\\n" => '\n',
        "\\r" => '\r',
        "\\f" => '\f',
        "\\v" => '\v',
        "\\a" => '\a',
        ['\\', 'x', .. var digits] =>
            (char)int.Parse(digits.Trim('{', '}'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        ['\\', var escaped] => escaped,
        _ => throw new FormatException(written),
    };

    private Func<char, bool> Escape()
    {
        int begin = At - 1;
        char letter = text[At++];
        switch (letter)
        {
            case 'd':
                return char.IsAsciiDigit;
            case 'D':
                return character => !char.IsAsciiDigit(character);
            case 'w':
                return IsWord;
            case 'W':
                return character => !IsWord(character);
            case 's':
                return IsSpace;
            case 'S':
                return character => !IsSpace(character);
            case 'p':
            case 'P':
                string category = Category();
                bool wanted = letter == 'p' != category.StartsWith('^');
                return character => IsInCategory(category.TrimStart('^'), character) == wanted;
            case 'x':
                At = text[At] == '{' ? text.IndexOf('}', At) + 1 : At + 2;
                break;
            default:
                break;
        }

        char one = CharacterOf(text[begin..At]);
        return Folded(character => character == one);
    }

    private string Category()
    {
        if (text[At] != '{')
        {
            return text[At++].ToString();
        }

        int end = text.IndexOf('}', At);
        string name = text[(At + 1)..end];
        At = end + 1;
        return name;
    }

    private static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private static bool IsSpace(char character) => character is ' ' or '\t' or '\n' or '\f' or '\r';

    private static bool IsInNamed(string name, char character) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit(character),
        "alpha" => char.IsAsciiLetter(character),
        "ascii" => character <= 0x7f,
        "blank" => character is ' ' or '\t',
        "cntrl" => character is < ' ' or '\u007f',
        "digit" => char.IsAsciiDigit(character),
        "graph" => character is > ' ' and <= '~',
        "lower" => char.IsAsciiLetterLower(character),
        "print" => character is >= ' ' and <= '~',
        "punct" => character is > ' ' and <= '~' && !char.IsAsciiLetterOrDigit(character),
        "space" => IsSpace(character) || character == '\v',
        "upper" => char.IsAsciiLetterUpper(character),
        "word" => IsWord(character),
        "xdigit" => char.IsAsciiHexDigit(character),
        _ => throw new FormatException(name),
    };

    /// <summary>`L` is every category whose short name begins so.</summary>
    private static bool IsInCategory(string name, char character) =>
        Abbreviation(char.GetUnicodeCategory(character)).StartsWith(name, StringComparison.Ordinal);

    private static string Abbreviation(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter => "Lu",
        UnicodeCategory.LowercaseLetter => "Ll",
        UnicodeCategory.TitlecaseLetter => "Lt",
        UnicodeCategory.ModifierLetter => "Lm",
        UnicodeCategory.OtherLetter => "Lo",
        UnicodeCategory.NonSpacingMark => "Mn",
        UnicodeCategory.SpacingCombiningMark => "Mc",
        UnicodeCategory.EnclosingMark => "Me",
        UnicodeCategory.DecimalDigitNumber => "Nd",
        UnicodeCategory.LetterNumber => "Nl",
        UnicodeCategory.OtherNumber => "No",
        UnicodeCategory.SpaceSeparator => "Zs",
        UnicodeCategory.LineSeparator => "Zl",
        UnicodeCategory.ParagraphSeparator => "Zp",
        UnicodeCategory.Control => "Cc",
        UnicodeCategory.Format => "Cf",
        UnicodeCategory.Surrogate => "Cs",
        UnicodeCategory.PrivateUse => "Co",
        UnicodeCategory.ConnectorPunctuation => "Pc",
        UnicodeCategory.DashPunctuation => "Pd",
        UnicodeCategory.OpenPunctuation => "Ps",
        UnicodeCategory.ClosePunctuation => "Pe",
        UnicodeCategory.InitialQuotePunctuation => "Pi",
        UnicodeCategory.FinalQuotePunctuation => "Pf",
        UnicodeCategory.OtherPunctuation => "Po",
        UnicodeCategory.MathSymbol => "Sm",
        UnicodeCategory.CurrencySymbol => "Sc",
        UnicodeCategory.ModifierSymbol => "Sk",
        UnicodeCategory.OtherSymbol => "So",
        UnicodeCategory.OtherNotAssigned => "Cn",
    };
}
