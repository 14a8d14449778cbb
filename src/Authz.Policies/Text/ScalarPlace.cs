namespace Authz.Policies.Text;

/// <summary>Where a part of a value stands in the text of its file, in which quotes and escapes may stand as well.</summary>
internal static class ScalarPlace
{
    /// <summary>The place of some characters of a value; the whole value where they cannot be told.</summary>
    public static SourceSpan Within(Located<string> value, int start, int length)
    {
        ReadOnlySpan<char> written = value.Span.Source.Text.AsSpan(value.Span.Span.Start, value.Span.Span.Length);
        char quote = written.IsEmpty ? '\0' : written[0];
        int first = quote is '"' or '\'' ? 1 : 0;
        if (OffsetOf(written, value.Value, start, first, quote) is not { } from
            || OffsetOf(written, value.Value, start + length, first, quote) is not { } to)
        {
            return value.Span;
        }

        return value.Span with { Span = new TextSpan(value.Span.Span.Start + from, to - from) };
    }

    /// <summary>Where a character of the value is written; null: not letter by letter from its beginning on.</summary>
    private static int? OffsetOf(ReadOnlySpan<char> written, string value, int index, int first, char quote)
    {
        int offset = first;
        for (int i = 0; i < index; i++)
        {
            bool isDoubled = offset + 1 < written.Length
                && ((quote == '"' && written[offset] == '\\' && written[offset + 1] is ('\\' or '"'))
                    || (quote == '\'' && written[offset] == '\'' && written[offset + 1] == '\''));
            offset += isDoubled ? 1 : 0;
            bool isSame = offset < written.Length && i < value.Length && written[offset] == value[i];
            bool isEscape = !isDoubled && quote == '"' && isSame && written[offset] == '\\';
            if (!isSame || isEscape)
            {
                return null;
            }

            offset++;
        }

        return offset <= written.Length ? offset : null;
    }
}
