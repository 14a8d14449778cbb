using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Changes;

/// <summary>A path that stands for all that a template matches, or for all that two of them do.</summary>
internal static class PathWitness
{
    /// <summary>What a parameter is filled with: a character that no author writes, so that no literal matches it by chance.</summary>
    private const char Filler = '\uE000';

    public static string Of(PathPattern template) => string.Concat(template.Segments.Select(segment => "/" + Of(segment)));

    /// <summary>A path that both match. Null: they have none in common. <paramref name="isUnknown"/>: they have, but none was found.</summary>
    public static string? OfBoth(PathPattern left, PathPattern right, out bool isUnknown)
    {
        isUnknown = false;
        if (left.Segments.Length != right.Segments.Length)
        {
            return null;
        }

        var path = new System.Text.StringBuilder();
        for (int i = 0; i < left.Segments.Length; i++)
        {
            if (OfBoth(left.Segments[i], right.Segments[i]) is not { } segment)
            {
                return null;
            }

            path.Append('/').Append(segment);
        }

        string found = path.ToString();
        isUnknown = !PathPatternMatcher.Matches(left, found) || !PathPatternMatcher.Matches(right, found);
        return isUnknown ? null : found;
    }

    /// <summary>As a person reads it.</summary>
    public static string Describe(string path)
    {
        var text = new System.Text.StringBuilder(path.Length);
        foreach (char c in path)
        {
            if (c != Filler)
            {
                text.Append(c);
            }
            else if (text.Length == 0 || text[^1] != '}')
            {
                text.Append("{}");
            }
        }

        return text.ToString();
    }

    private static string? OfBoth(SegmentPattern left, SegmentPattern right)
    {
        if (left.IsLiteral && right.IsLiteral)
        {
            return left.Literal == right.Literal ? left.Literal : null;
        }

        if (!SegmentOverlap.Exists(left, right))
        {
            return null;
        }

        if (left.IsAny || right.IsLiteral)
        {
            return Of(right);
        }

        if (right.IsAny || left.IsLiteral)
        {
            return Of(left);
        }

        // `v1-{a}` and `{b}-x`: what begins with a literal goes first.
        return left.Literals[0].Length > 0 ? Of(left) + Of(right) : Of(right) + Of(left);
    }

    private static string Of(SegmentPattern segment) => string.Join(Filler, segment.Literals);
}
