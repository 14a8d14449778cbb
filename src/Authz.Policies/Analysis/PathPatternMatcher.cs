using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Analysis;

/// <summary>
/// One pattern against one path, straight from the language's definition. The tree matches all patterns at once and by
/// other means; here a person asks why a single one did not match.
/// </summary>
internal static class PathPatternMatcher
{
    /// <param name="path">Begins with a slash, decoded.</param>
    public static bool Matches(PathPattern pattern, string path, bool ignoreCase = false) =>
        Matches(pattern, SegmentsOf(path), ignoreCase);

    /// <summary>The same for who asks many patterns about one path.</summary>
    public static bool Matches(PathPattern pattern, string[] segments, bool ignoreCase)
    {
        if (pattern.AndBelow ? segments.Length < pattern.Segments.Length : segments.Length != pattern.Segments.Length)
        {
            return false;
        }

        for (int i = 0; i < pattern.Segments.Length; i++)
        {
            if (!MatchesSegment(pattern.Segments[i], segments[i], ignoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>As a deny rule reads it: ASCII case ignored, one slash more or less at the end.</summary>
    public static bool MatchesLoosely(PathPattern pattern, string path) =>
        Matches(pattern, path, ignoreCase: true)
        || (!pattern.AndBelow && path != "/" && Matches(pattern, ToggleLastSlash(path), ignoreCase: true));

    public static string[] SegmentsOf(string path) => path[1..].Split('/');

    public static string ToggleLastSlash(string path) => path.EndsWith('/') ? path[..^1] : path + "/";

    private static bool MatchesSegment(SegmentPattern pattern, string segment, bool ignoreCase)
    {
        segment = ignoreCase ? AsciiCase.Fold(segment) : segment;
        string[] literals = [.. pattern.Literals.Select(literal => ignoreCase ? AsciiCase.Fold(literal) : literal)];
        if (pattern.IsLiteral)
        {
            return segment == literals[0];
        }

        // A gap never makes an empty segment match: `/a/*` is not `/a/`.
        return segment.Length > 0
            && segment.StartsWith(literals[0], StringComparison.Ordinal)
            && MatchesGaps(pattern, literals, segment[literals[0].Length..]);
    }

    /// <param name="rest">What follows the first literal.</param>
    private static bool MatchesGaps(SegmentPattern pattern, string[] literals, string rest)
    {
        int last = pattern.Gaps.Length - 1;
        for (int i = 0; i < last; i++)
        {
            // The first place is enough: a later one would only take from what follows.
            int gap = pattern.Gaps[i].LengthMin;
            int found = gap > rest.Length ? -1 : rest.IndexOf(literals[i + 1], gap, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            rest = rest[(found + literals[i + 1].Length)..];
        }

        return rest.Length >= pattern.Gaps[last].LengthMin + literals[^1].Length
            && rest.EndsWith(literals[^1], StringComparison.Ordinal);
    }
}
