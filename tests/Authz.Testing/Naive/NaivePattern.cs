namespace Authz.Testing.Naive;

/// <summary>A path pattern, read from its text each time that it is asked.</summary>
internal sealed class NaivePattern
{
    private const string AndBelow = "**";
    private readonly string[] segments;

    public NaivePattern(string text) => segments = text.Split('/')[1..];

    public bool Matches(string path, bool ignoreCase)
    {
        string[] given = path.Split('/')[1..];
        if (segments[^1] == AndBelow)
        {
            // `/a/**` matches `/a`, `/a/` and all below.
            string[] above = segments[..^1];
            return given.Length >= above.Length && MatchesEach(above, given[..above.Length], ignoreCase);
        }

        return given.Length == segments.Length && MatchesEach(segments, given, ignoreCase);
    }

    /// <summary>
    /// Every value that a parameter has in the segment where it stands, one for each way of splitting that segment.
    /// </summary>
    public IReadOnlyList<string> ValuesOf(string parameter, string path, bool ignoreCase)
    {
        string[] given = path.Split('/')[1..];
        int index = Array.FindIndex(segments, segment => segment.Contains($"{{{parameter}}}"));
        return [.. Splits(segments[index], given[index], $"{{{parameter}}}", null, ignoreCase)];
    }

    /// <summary>Literal segments before templates, left to right.</summary>
    public bool IsMoreLiteralThan(NaivePattern other)
    {
        for (int i = 0; i < Math.Min(segments.Length, other.segments.Length); i++)
        {
            if (IsLiteral(segments[i]) != IsLiteral(other.segments[i]))
            {
                return IsLiteral(segments[i]);
            }
        }

        return false;
    }

    private static bool MatchesEach(string[] patterns, string[] given, bool ignoreCase)
    {
        for (int i = 0; i < patterns.Length; i++)
        {
            // `*` and `{name}` need a segment that is not empty: `/a/*` does not match `/a/`.
            bool emptyForTemplate = given[i].Length == 0 && !IsLiteral(patterns[i]);
            if (emptyForTemplate || !MatchesSegment(patterns[i], given[i], ignoreCase))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MatchesSegment(string pattern, string text, bool ignoreCase)
    {
        if (pattern.Length == 0)
        {
            return text.Length == 0;
        }

        if (pattern[0] == '*')
        {
            return MatchesAfterRun(pattern[1..], text, 0, ignoreCase);
        }

        if (pattern[0] == '{')
        {
            return MatchesAfterRun(pattern[(pattern.IndexOf('}') + 1)..], text, 1, ignoreCase);
        }

        return text.Length > 0 && SameCharacter(pattern[0], text[0], ignoreCase)
            && MatchesSegment(pattern[1..], text[1..], ignoreCase);
    }

    private static IEnumerable<string> Splits(
        string pattern, string text, string wanted, string? found, bool ignoreCase)
    {
        if (pattern.Length == 0)
        {
            return text.Length == 0 && found is not null ? [found] : [];
        }

        if (pattern[0] is not ('*' or '{'))
        {
            return text.Length > 0 && SameCharacter(pattern[0], text[0], ignoreCase)
                ? Splits(pattern[1..], text[1..], wanted, found, ignoreCase)
                : [];
        }

        int end = pattern[0] == '*' ? 1 : pattern.IndexOf('}') + 1;
        int lengthMin = pattern[0] == '*' ? 0 : 1;
        return Enumerable.Range(lengthMin, Math.Max(0, text.Length + 1 - lengthMin)).SelectMany(length => Splits(
            pattern[end..], text[length..], wanted, pattern[..end] == wanted ? text[..length] : found, ignoreCase));
    }

    private static bool MatchesAfterRun(string pattern, string text, int lengthMin, bool ignoreCase)
    {
        for (int length = lengthMin; length <= text.Length; length++)
        {
            if (MatchesSegment(pattern, text[length..], ignoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SameCharacter(char left, char right, bool ignoreCase) =>
        left == right || (ignoreCase && AsciiLower(left) == AsciiLower(right));

    private static char AsciiLower(char character) =>
        char.IsAsciiLetterUpper(character) ? (char)(character + ('a' - 'A')) : character;

    private static bool IsLiteral(string segment) => !segment.Contains('*') && !segment.Contains('{');
}
