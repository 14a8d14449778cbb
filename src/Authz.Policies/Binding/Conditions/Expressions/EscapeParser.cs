using System.Globalization;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>Characters as themselves, and what a backslash makes of them.</summary>
internal static class EscapeParser
{
    private const string Hexadecimal = @"write `\x41` or `\x{20AC}`";

    /// <summary>The character at hand, in the cases that are meant.</summary>
    public static CharacterSet? Literal(ExpressionCursor cursor, CaseRule caseRule) =>
        TakeCharacter(cursor) is { } c ? Folded(CharacterSet.OfRange(c, c), caseRule) : null;

    /// <summary>A character as itself; null: it is one that no value has, and the cursor says so.</summary>
    public static char? TakeCharacter(ExpressionCursor cursor)
    {
        int start = cursor.Position;
        char c = cursor.Current;
        cursor.Position += char.IsSurrogate(c) ? 2 : 1;
        if (char.IsSurrogate(c))
        {
            RefuseBeyond(cursor, start);
            return null;
        }

        return c;
    }

    public static CharacterSet Folded(CharacterSet characters, CaseRule caseRule) => caseRule switch
    {
        CaseRule.Exact => characters,
        CaseRule.IgnoresAscii => CaseFolding.FoldAscii(characters),
        CaseRule.IgnoresAll => CaseFolding.Fold(characters),
    };

    /// <summary>An escape; null: it is wrong, and the cursor says so.</summary>
    public static ParsedCharacters? Parse(ExpressionCursor cursor, CaseRule caseRule)
    {
        int start = cursor.Position++;
        if (cursor.IsAtEnd)
        {
            cursor.Fail(start, @"a `\` stands alone", @"write `\\` for the character itself");
            return null;
        }

        char c = cursor.Current;
        switch (c)
        {
            case 'p' or 'P':
                return ParseCategory(cursor, start, caseRule);
            case 'x':
                return ParseHexadecimal(cursor, start, caseRule);
        }

        cursor.Position++;
        if (SetOf(c) is { } set)
        {
            return new ParsedCharacters(set, null);
        }

        if (ControlOf(c) is { } control)
        {
            return Single(control, caseRule);
        }

        if (char.IsAscii(c) && (char.IsPunctuation(c) || char.IsSymbol(c)))
        {
            return Single(c, caseRule);
        }

        RefuseOther(cursor, start, c);
        return null;
    }

    private static ParsedCharacters Single(char c, CaseRule caseRule) =>
        new(Folded(CharacterSet.OfRange(c, c), caseRule), c);

    private static CharacterSet? SetOf(char c) => c switch
    {
        'd' => NamedCharacterSets.Digits,
        'D' => NamedCharacterSets.Digits.Complement(),
        'w' => NamedCharacterSets.WordCharacters,
        'W' => NamedCharacterSets.WordCharacters.Complement(),
        's' => NamedCharacterSets.Spaces,
        'S' => NamedCharacterSets.Spaces.Complement(),
        _ => null,
    };

    private static char? ControlOf(char c) => c switch
    {
        'a' => '\a',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        _ => null,
    };

    private static void RefuseOther(ExpressionCursor cursor, int start, char c)
    {
        switch (c)
        {
            case >= '1' and <= '9' or 'k' or 'g':
                cursor.Refuse(start, "an expression cannot refer back to what it matched", "compare with another attribute instead");
                break;
            case '0':
                cursor.Refuse(start, "characters are not written in octal", Hexadecimal);
                break;
            case 'A' or 'z' or 'Z' or 'G':
                cursor.Refuse(start, $@"it has `\{c}`", "the whole value is matched anyway: leave it out");
                break;
            case 'b' or 'B':
                cursor.Refuse(start, $@"it has `\{c}`", "write what may stand there: `(?:[^,]*,)?care`");
                break;
            case 'Q' or 'E':
                cursor.Refuse(start, $@"it has `\{c}`", @"write `\` before each character that is meant itself");
                break;
            default:
                cursor.Fail(start, "the escape is unknown", @"only punctuation is taken as itself behind a `\`");
                break;
        }
    }

    private static ParsedCharacters? ParseHexadecimal(ExpressionCursor cursor, int start, CaseRule caseRule)
    {
        cursor.Position++;
        string digits;
        if (cursor.TryTake("{"))
        {
            int end = cursor.Text.IndexOf('}', cursor.Position);
            digits = end < 0 ? "" : cursor.Text[cursor.Position..end];
            cursor.Position = end < 0 ? cursor.Position : end + 1;
        }
        else
        {
            digits = cursor.Position + 2 <= cursor.Text.Length ? cursor.Text.Substring(cursor.Position, 2) : "";
            cursor.Position += digits.Length;
        }

        if (digits.Length is 0 or > 6 || !digits.All(char.IsAsciiHexDigit))
        {
            cursor.Position = start + 2;
            cursor.Fail(start, @"behind `\x` there is no hexadecimal number", Hexadecimal);
            return null;
        }

        int value = int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (value > char.MaxValue || char.IsSurrogate((char)value))
        {
            RefuseBeyond(cursor, start);
            return null;
        }

        return Single((char)value, caseRule);
    }

    private static ParsedCharacters? ParseCategory(ExpressionCursor cursor, int start, CaseRule caseRule)
    {
        bool isNegated = cursor.Current == 'P';
        cursor.Position++;
        string name;
        if (cursor.TryTake("{"))
        {
            int end = cursor.Text.IndexOf('}', cursor.Position);
            name = end < 0 ? "" : cursor.Text[cursor.Position..end];
            cursor.Position = end < 0 ? cursor.Position : end + 1;
        }
        else
        {
            name = cursor.IsAtEnd ? "" : cursor.Current.ToString();
            cursor.Position += name.Length;
        }

        if (name.StartsWith('^'))
        {
            isNegated = !isNegated;
            name = name[1..];
        }

        if (NamedCharacterSets.FindCategory(name) is not { } category)
        {
            cursor.Refuse(
                start,
                "it is no general category of Unicode",
                @"write one by its letters: `\p{L}` is letters, `\p{Lu}` upper case, `\p{Nd}` digits");
            return null;
        }

        CharacterSet folded = Folded(category, caseRule);
        return new ParsedCharacters(isNegated ? folded.Complement() : folded, null);
    }

    private static void RefuseBeyond(ExpressionCursor cursor, int start) => cursor.Refuse(
        start,
        "characters beyond U+FFFF, and halves of them, are not taken",
        "`matches` cannot read a value that has one");
}
