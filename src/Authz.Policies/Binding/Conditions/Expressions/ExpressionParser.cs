using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>RE2's syntax, as far as the language takes it.</summary>
internal sealed class ExpressionParser
{
    private readonly ExpressionCursor cursor;
    private CaseRule caseRule;
    private bool dotTakesLineFeed;

    private ExpressionParser(string text, CaseRule caseRule)
    {
        cursor = new ExpressionCursor(text);
        this.caseRule = caseRule;
    }

    /// <summary>The expression, or what is first wrong with it.</summary>
    public static (ExpressionNode? Expression, ExpressionFault? Fault) Parse(string text, CaseRule caseRule)
    {
        var parser = new ExpressionParser(text, caseRule);
        ExpressionNode? expression = parser.ParseWhole();
        return parser.cursor.Fault is { } fault ? (null, fault) : (expression, null);
    }

    private ExpressionNode? ParseWhole()
    {
        if (cursor.Text.Length > PolicyLimits.ExpressionLengthMax)
        {
            cursor.FailAsTooLarge(0, $"the expression is longer than {PolicyLimits.ExpressionLengthMax} characters", null);
            return null;
        }

        while (cursor.IsAt("(?") && IsFlag(cursor.Position + 2))
        {
            if (!TakeFlags())
            {
                return null;
            }
        }

        // The whole value is matched, so this says nothing new.
        cursor.TryTake("^");
        ExpressionNode? choice = ParseChoice(0);
        if (choice is not null && !cursor.IsAtEnd)
        {
            cursor.Fail(cursor.Position, "a `)` closes no group", @"write `\)` for the character itself");
        }

        return choice;
    }

    private bool IsFlag(int position) => position < cursor.Text.Length && cursor.Text[position] is ('i' or 's');

    private bool TakeFlags()
    {
        int start = cursor.Position;
        cursor.Position += 2;
        while (!cursor.IsAtEnd && IsFlag(cursor.Position))
        {
            if (cursor.Current == 'i')
            {
                caseRule = CaseRule.IgnoresAll;
            }
            else
            {
                dotTakesLineFeed = true;
            }

            cursor.Position++;
        }

        if (cursor.TryTake(")"))
        {
            return true;
        }

        RefuseGroup(start);
        return false;
    }

    private ExpressionNode? ParseChoice(int depth)
    {
        ImmutableArray<ExpressionNode>.Builder parts = ImmutableArray.CreateBuilder<ExpressionNode>();
        do
        {
            if (ParseSequence(depth) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }
        while (cursor.TryTake("|"));
        return parts.Count == 1 ? parts[0] : new ChoiceNode(parts.DrainToImmutable());
    }

    private SequenceNode? ParseSequence(int depth)
    {
        ImmutableArray<ExpressionNode>.Builder parts = ImmutableArray.CreateBuilder<ExpressionNode>();
        while (!cursor.IsAtEnd && cursor.Current is not ('|' or ')'))
        {
            bool isLastDollar = cursor.Current == '$' && depth == 0 && cursor.Position == cursor.Text.Length - 1;
            if (isLastDollar)
            {
                cursor.Position++;
                break;
            }

            if (ParseAtom(depth) is not { } atom || ParseRepetition(atom) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return new SequenceNode(parts.DrainToImmutable());
    }

    private ExpressionNode? ParseAtom(int depth)
    {
        int start = cursor.Position;
        switch (cursor.Current)
        {
            case '(':
                return ParseGroup(depth);
            case '[':
                return Node(CharacterClassParser.Parse(cursor, caseRule));
            case '\\':
                return Node(EscapeParser.Parse(cursor, caseRule)?.Characters);
            case '.':
                cursor.Position++;
                return Node(dotTakesLineFeed ? CharacterSet.All : NamedCharacterSets.LineFeed.Complement());
            case '^' or '$':
                cursor.Refuse(
                    start,
                    $"`{cursor.Current}` stands only at the {(cursor.Current == '^' ? "beginning" : "end")} of an expression",
                    $@"the whole value is matched anyway; write `\{cursor.Current}` for the character itself");
                return null;
            case '*' or '+' or '?':
                cursor.Fail(start, $"before `{cursor.Current}` there is nothing to repeat", $@"write `\{cursor.Current}` for the character itself");
                return null;
            case '{' or '}' or ']':
                cursor.Fail(start, $"a `{cursor.Current}` stands alone", $@"write `\{cursor.Current}` for the character itself");
                return null;
            default:
                return Node(EscapeParser.Literal(cursor, caseRule));
        }
    }

    private static CharacterNode? Node(CharacterSet? characters) => characters is null ? null : new CharacterNode(characters);

    private ExpressionNode? ParseGroup(int depth)
    {
        int start = cursor.Position;
        if (depth == PolicyLimits.ExpressionNestingMax)
        {
            cursor.FailAsTooLarge(start, $"groups stand deeper than {PolicyLimits.ExpressionNestingMax} in one another", null);
            return null;
        }

        if (!cursor.TryTake("(?:"))
        {
            if (cursor.IsAt("(?"))
            {
                RefuseGroup(start);
                return null;
            }

            cursor.Position++;
        }

        ExpressionNode? inner = ParseChoice(depth + 1);
        if (inner is not null && !cursor.TryTake(")"))
        {
            cursor.Position = start + 1;
            cursor.Fail(start, "the group is not closed", @"write `\(` for the character itself");
            return null;
        }

        return inner;
    }

    private void RefuseGroup(int start)
    {
        cursor.Position = Math.Min(start + 3, cursor.Text.Length);
        ReadOnlySpan<char> rest = cursor.Text.AsSpan(start + 2);
        if (rest.StartsWith("=") || rest.StartsWith("!") || rest.StartsWith("<=") || rest.StartsWith("<!"))
        {
            cursor.Refuse(start, "an expression cannot look around", "write a second condition, or `not` with one");
        }
        else if (rest.StartsWith("<") || rest.StartsWith("P") || rest.StartsWith("'"))
        {
            cursor.Refuse(start, "groups have no names", "write `(…)`");
        }
        else if (!rest.IsEmpty && (char.IsAsciiLetter(rest[0]) || rest[0] == '-'))
        {
            cursor.Refuse(start, "only the flags `(?i)` and `(?s)` are taken, at the very beginning", null);
        }
        else
        {
            cursor.Refuse(start, "`(?` begins no group that is taken", "write `(…)` or `(?:…)`");
        }
    }

    private ExpressionNode? ParseRepetition(ExpressionNode part)
    {
        if (cursor.IsAtEnd || cursor.Current is not ('*' or '+' or '?' or '{'))
        {
            return part;
        }

        int start = cursor.Position;
        if (RepetitionParser.Parse(cursor) is not var (min, max))
        {
            return null;
        }

        cursor.TryTake("?");
        if (!cursor.IsAtEnd && cursor.Current is ('*' or '+' or '?' or '{'))
        {
            cursor.Position++;
            cursor.Fail(start, "what is repeated is repeated again", "put a group around it: `(?:…)`");
            return null;
        }

        return new RepetitionNode(part, min, max);
    }
}
