using System.Buffers;

namespace Authz.Policies.Syntax.Values;

/// <summary>Where a service begins: a path in its one canonical form, decoded, without patterns.</summary>
internal static class BasePathText
{
    private static readonly SearchValues<char> Wildcards = SearchValues.Create("*{}");
    private static readonly SearchValues<char> Refused = SearchValues.Create("%?#\\;");

    /// <summary>What is wrong, as the end of a sentence; null: nothing.</summary>
    public static string? FaultOf(string text)
    {
        if (!text.StartsWith('/'))
        {
            return "does not begin with a slash";
        }

        if (text == "/")
        {
            return null;
        }

        if (text.Length > PolicyLimits.PatternLengthMax)
        {
            return $"is longer than {PolicyLimits.PatternLengthMax} characters";
        }

        if (text.AsSpan().ContainsAny(Wildcards))
        {
            return "has a wildcard; a base path is literal";
        }

        if (text.AsSpan().ContainsAny(Refused) || HasControl(text))
        {
            return "has `%`, `?`, `#`, `\\`, `;` or a control character; it is written decoded";
        }

        return FaultOfSegments(text);
    }

    private static string? FaultOfSegments(string text)
    {
        string[] segments = text[1..].Split('/');
        if (segments.Length > PolicyLimits.PatternSegmentsMax)
        {
            return $"has more than {PolicyLimits.PatternSegmentsMax} segments";
        }

        if (segments[^1].Length == 0)
        {
            return "ends with a slash; leave it out";
        }

        foreach (string segment in segments)
        {
            if (segment.Length == 0 || segment is "." or "..")
            {
                return "has a segment that is empty, `.` or `..`";
            }
        }

        return null;
    }

    private static bool HasControl(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c))
            {
                return true;
            }
        }

        return false;
    }
}
