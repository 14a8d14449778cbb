using System.Buffers;
using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>
/// Path patterns, written decoded. What could match no canonical path is an error: a pattern that never matches is a
/// deny rule that never fires.
/// </summary>
internal sealed class PathPatternParser(DiagnosticBag diagnostics)
{
    private const string AndBelow = "**";
    private const char Wildcard = '*';

    private static readonly SearchValues<char> Refused = SearchValues.Create("%?#\\");

    private readonly SegmentPatternParser segments = new(diagnostics);

    // Rules of many policies say the same paths: they share one pattern each.
    private readonly Dictionary<(string Text, bool TakesMatrixParameters), PathPattern> known = [];

    public PathPattern? ParseRule(Located<string> text, bool takesMatrixParameters)
    {
        if (known.TryGetValue((text.Value, takesMatrixParameters), out PathPattern? pattern))
        {
            return pattern;
        }

        pattern = Parse(text, takesMatrixParameters);
        if (pattern is not null)
        {
            known.Add((text.Value, takesMatrixParameters), pattern);
        }

        return pattern;
    }

    /// <summary>An operation's path names what varies: it has no wildcards.</summary>
    public PathPattern? ParseOperation(Located<string> text, bool takesMatrixParameters)
    {
        if (text.Value.Contains(Wildcard))
        {
            diagnostics.ReportWildcardInOperation(text);
            return null;
        }

        return Parse(text, takesMatrixParameters);
    }

    private PathPattern? Parse(Located<string> text, bool takesMatrixParameters)
    {
        if (text.Value.Length > PolicyLimits.PatternLengthMax)
        {
            diagnostics.ReportPatternTooLong(text);
            return null;
        }

        if (!text.Value.StartsWith('/'))
        {
            diagnostics.ReportPatternWithoutSlash(text);
            return null;
        }

        bool isValid = HasOnlyPathCharacters(text, takesMatrixParameters);
        string[] parts = text.Value[1..].Split('/');
        if (parts.Length > PolicyLimits.PatternSegmentsMax)
        {
            diagnostics.ReportPatternTooLong(text);
            return null;
        }

        bool andBelow = parts[^1] == AndBelow;
        int count = andBelow ? parts.Length - 1 : parts.Length;
        ImmutableArray<SegmentPattern>.Builder parsed = ImmutableArray.CreateBuilder<SegmentPattern>(count);
        segments.BeginPattern(text);
        for (int i = 0; i < count; i++)
        {
            // An empty segment at the end is a trailing slash; `/a//**` has one before its end.
            if (segments.Parse(parts[i], mayBeEmpty: i == parts.Length - 1) is { } segment)
            {
                parsed.Add(segment);
            }
            else
            {
                isValid = false;
            }
        }

        return isValid ? new PathPattern(text.Value, parsed.DrainToImmutable(), andBelow) : null;
    }

    private bool HasOnlyPathCharacters(Located<string> text, bool takesMatrixParameters)
    {
        if (text.Value.Contains(';') && !takesMatrixParameters)
        {
            diagnostics.ReportMatrixParameter(text);
            return false;
        }

        foreach (char c in text.Value)
        {
            if (Refused.Contains(c) || char.IsControl(c))
            {
                string help = c switch
                {
                    '%' => "a pattern is written decoded",
                    '?' => "the query is no part of a path",
                    _ => "a request with it in its path is denied before any rule",
                };
                diagnostics.ReportPatternCharacter(text, c.ToString(), help);
                return false;
            }
        }

        return true;
    }
}
