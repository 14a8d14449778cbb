using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>The segments of one path pattern, whose parameters have different names.</summary>
internal sealed class SegmentPatternParser(DiagnosticBag diagnostics)
{
    private const char Wildcard = '*';
    private const char Opening = '{';
    private const char Closing = '}';
    private const char MatrixSeparator = ';';
    private const string DoubleStar = "**";

    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private Located<string> pattern;

    public void BeginPattern(Located<string> text)
    {
        pattern = text;
        names.Clear();
    }

    /// <summary>Null: the segment is wrong, and that is reported.</summary>
    public SegmentPattern? Parse(string text, bool mayBeEmpty)
    {
        // A service that strips matrix parameters reads `..;x` as `..`, and `;x` as nothing.
        int separator = text.IndexOf(MatrixSeparator);
        string name = separator < 0 ? text : text[..separator];
        if (name is "." or "..")
        {
            diagnostics.ReportDotSegment(pattern);
            return null;
        }

        if (name.Length == 0 && !(mayBeEmpty && text.Length == 0))
        {
            diagnostics.ReportEmptySegment(pattern);
            return null;
        }

        if (text.Contains(DoubleStar, StringComparison.Ordinal))
        {
            diagnostics.ReportMisplacedDoubleStar(pattern);
            return null;
        }

        return text.AsSpan().ContainsAny(Wildcard, Opening, Closing)
            ? ParseGaps(text)
            : new SegmentPattern([text], []);
    }

    private SegmentPattern? ParseGaps(string text)
    {
        ImmutableArray<string>.Builder literals = ImmutableArray.CreateBuilder<string>();
        ImmutableArray<SegmentGap>.Builder gaps = ImmutableArray.CreateBuilder<SegmentGap>();
        int literalStart = 0;
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (c is not (Wildcard or Opening or Closing))
            {
                i++;
                continue;
            }

            int end = c == Wildcard ? i + 1 : EndOfParameter(text, i);
            if (end < 0)
            {
                return null;
            }

            if (gaps.Count > 0 && i == literalStart)
            {
                diagnostics.ReportAdjacentGaps(pattern);
                return null;
            }

            literals.Add(text[literalStart..i]);
            gaps.Add(new SegmentGap(c == Wildcard ? null : text[(i + 1)..(end - 1)]));
            literalStart = end;
            i = end;
        }

        literals.Add(text[literalStart..]);
        return new SegmentPattern(literals.DrainToImmutable(), gaps.DrainToImmutable());
    }

    /// <summary>After the closing brace of the parameter that begins here; -1, and reported, where there is none.</summary>
    private int EndOfParameter(string text, int start)
    {
        int closing = text.IndexOf(Closing, start);
        if (text[start] == Closing || closing < 0)
        {
            diagnostics.ReportUnpairedBrace(pattern);
            return -1;
        }

        string name = text[(start + 1)..closing];
        if (!IsName(name))
        {
            diagnostics.ReportInvalidParameter(pattern, name);
            return -1;
        }

        if (!names.Add(name))
        {
            diagnostics.ReportDuplicateParameter(pattern, name);
            return -1;
        }

        return closing + 1;
    }

    private static bool IsName(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] == '_'))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
