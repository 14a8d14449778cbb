namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>`*`, `+`, `?`, `{n}`, `{n,}` and `{n,m}`.</summary>
internal static class RepetitionParser
{
    private const int DigitsMax = 6;

    /// <summary>How often; null: it is wrong, and the cursor says so.</summary>
    public static (int Min, int? Max)? Parse(ExpressionCursor cursor)
    {
        char sign = cursor.Current;
        if (sign == '{')
        {
            return ParseBraces(cursor);
        }

        cursor.Position++;
        return sign switch
        {
            '*' => (0, null),
            '+' => (1, null),
            _ => (0, 1),
        };
    }

    private static (int Min, int? Max)? ParseBraces(ExpressionCursor cursor)
    {
        int start = cursor.Position++;
        int? min = Number(cursor);
        int? max = min;
        bool isOpen = false;
        if (min is not null && cursor.TryTake(","))
        {
            isOpen = !cursor.IsAtEnd && cursor.Current == '}';
            max = isOpen ? null : Number(cursor);
        }

        if (min is null || (max is null && !isOpen) || !cursor.TryTake("}"))
        {
            cursor.Position = start + 1;
            cursor.Fail(start, "`{` begins no repetition", @"write `{3}`, `{3,}` or `{3,5}`, or `\{` for the character itself");
            return null;
        }

        if (min > PolicyLimits.ExpressionRepetitionsMax || max > PolicyLimits.ExpressionRepetitionsMax)
        {
            cursor.FailAsTooLarge(start, $"more than {PolicyLimits.ExpressionRepetitionsMax} repetitions", "write `{n,}` if there is no end");
            return null;
        }

        if (max < min)
        {
            cursor.Fail(start, $"from {min} to {max} there is no number", $"write `{{{max},{min}}}`");
            return null;
        }

        return (min.Value, max);
    }

    // Six digits are far past the limit and do not overflow; a longer number is none.
    private static int? Number(ExpressionCursor cursor)
    {
        int start = cursor.Position;
        int value = 0;
        while (!cursor.IsAtEnd && char.IsAsciiDigit(cursor.Current) && cursor.Position - start < DigitsMax)
        {
            value = (value * 10) + cursor.Current - '0';
            cursor.Position++;
        }

        return cursor.Position > start ? value : null;
    }
}
