namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>`[a-z]`, `[^/]`, `[[:alpha:]_]`.</summary>
internal static class CharacterClassParser
{
    private const string PosixStart = "[:";
    private const string PosixEnd = ":]";

    /// <summary>The characters of the class that begins here; null: it is wrong, and the cursor says so.</summary>
    public static CharacterSet? Parse(ExpressionCursor cursor, CaseRule caseRule)
    {
        int start = cursor.Position++;
        bool isNegated = cursor.TryTake("^");
        int first = cursor.Position;
        var characters = new List<(char First, char Last)>();
        while (!cursor.IsAtEnd && (cursor.Current != ']' || cursor.Position == first))
        {
            if (ParseItem(cursor, caseRule, first) is not { } item)
            {
                return null;
            }

            characters.AddRange(item.Ranges);
        }

        if (!cursor.TryTake("]"))
        {
            cursor.Position = start + 1;
            cursor.Fail(start, "the class is not closed", @"write `\[` for the character itself");
            return null;
        }

        CharacterSet set = CharacterSet.Of(characters);
        return isNegated ? set.Complement() : set;
    }

    private static CharacterSet? ParseItem(ExpressionCursor cursor, CaseRule caseRule, int first)
    {
        int start = cursor.Position;
        if (cursor.IsAt(PosixStart))
        {
            return ParsePosix(cursor, caseRule);
        }

        if (cursor.Current is '[' or ']')
        {
            cursor.Fail(start, $"a `{cursor.Current}` stands within a class", $@"write `\{cursor.Current}` for the character itself");
            return null;
        }

        bool isAtEdge = start == first || IsBefore(cursor, start + 1, ']');
        if (cursor.Current == '-' && !isAtEdge)
        {
            cursor.Fail(start, "a `-` stands between no two characters", @"write `\-` for the character itself");
            return null;
        }

        if (ParseOne(cursor, caseRule) is not { } one)
        {
            return null;
        }

        bool isRange = !cursor.IsAtEnd && cursor.Current == '-' && !IsBefore(cursor, cursor.Position + 1, ']');
        return isRange ? ParseRange(cursor, caseRule, start, one) : one.Characters;
    }

    private static bool IsBefore(ExpressionCursor cursor, int position, char expected) =>
        position < cursor.Text.Length && cursor.Text[position] == expected;

    private static ParsedCharacters? ParseOne(ExpressionCursor cursor, CaseRule caseRule)
    {
        if (cursor.Current == '\\')
        {
            return EscapeParser.Parse(cursor, caseRule);
        }

        return EscapeParser.TakeCharacter(cursor) is { } c
            ? new ParsedCharacters(EscapeParser.Folded(CharacterSet.OfRange(c, c), caseRule), c)
            : null;
    }

    private static CharacterSet? ParseRange(ExpressionCursor cursor, CaseRule caseRule, int start, ParsedCharacters lower)
    {
        cursor.Position++;
        if (cursor.IsAtEnd)
        {
            return lower.Characters;
        }

        bool hasEnd = cursor.Current is not ('[' or ']');
        ParsedCharacters? upper = hasEnd ? ParseOne(cursor, caseRule) : null;
        if (hasEnd && upper is null)
        {
            return null;
        }

        if (lower.Single is not { } from || upper?.Single is not { } to)
        {
            cursor.Fail(start, "a range is from one character to another", @"write `\-` for the character itself");
            return null;
        }

        if (from > to)
        {
            cursor.Fail(start, "the range ends before it begins", "turn it round");
            return null;
        }

        return EscapeParser.Folded(CharacterSet.OfRange(from, to), caseRule);
    }

    private static CharacterSet? ParsePosix(ExpressionCursor cursor, CaseRule caseRule)
    {
        int start = cursor.Position;
        int end = cursor.Text.IndexOf(PosixEnd, start, StringComparison.Ordinal);
        string name = end < 0 ? "" : cursor.Text[(start + PosixStart.Length)..end];
        bool isNegated = name.StartsWith('^');
        CharacterSet? set = NamedCharacterSets.FindPosix(isNegated ? name[1..] : name);
        if (set is null)
        {
            cursor.Position = end < 0 ? start + PosixStart.Length : end + PosixEnd.Length;
            cursor.Fail(start, "the class has no such name", $"known are {string.Join(", ", NamedCharacterSets.PosixNames.Order(StringComparer.Ordinal).Select(known => $"`[:{known}:]`"))}");
            return null;
        }

        cursor.Position = end + PosixEnd.Length;

        // These are ASCII, whatever the case rule.
        CharacterSet folded = caseRule == CaseRule.Exact ? set : CaseFolding.FoldAscii(set);
        return isNegated ? folded.Complement() : folded;
    }
}
