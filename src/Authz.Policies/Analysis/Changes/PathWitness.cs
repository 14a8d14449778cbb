using System.Text;
using Authz.Policies.Binding;

namespace Authz.Policies.Analysis.Changes;

/// <summary>A path that stands for all that a template matches, or for all that two of them do.</summary>
internal static class PathWitness
{
    /// <summary>What a parameter is filled with: a character that no author writes, so that no literal matches it by chance.</summary>
    private const char Filler = '\uE000';

    /// <summary>Of what lies below a template.</summary>
    public static string Below => $"/{Filler}";

    public static string Of(PathPattern template) => string.Concat(template.Segments.Select(segment => "/" + Of(segment)));

    /// <summary>A path that both match; null: they have none in common.</summary>
    public static string? OfBoth(PathPattern left, PathPattern right)
    {
        if (left.Segments.Length != right.Segments.Length)
        {
            return null;
        }

        var path = new StringBuilder();
        for (int i = 0; i < left.Segments.Length; i++)
        {
            if (OfBoth(left.Segments[i], right.Segments[i]) is not { } segment)
            {
                return null;
            }

            path.Append('/').Append(segment);
        }

        return path.ToString();
    }

    /// <summary>As a person reads it.</summary>
    public static string Describe(string path)
    {
        var text = new StringBuilder(path.Length);
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

        // They overlap, so that of their beginnings one begins the other, and of their ends one ends the other. Between
        // the longer ones there is room for the middle of both.
        IEnumerable<string> middle = left.Literals.Skip(1).SkipLast(1).Concat(right.Literals.Skip(1).SkipLast(1));
        return string.Join(
            Filler,
            middle.Prepend(Longer(left.Literals[0], right.Literals[0])).Append(Longer(left.Literals[^1], right.Literals[^1])));
    }

    private static string Longer(string one, string other) => one.Length >= other.Length ? one : other;

    private static string Of(SegmentPattern segment) => string.Join(Filler, segment.Literals);
}
