using System.Text;

namespace Authz.Cli.Output;

/// <summary>A line of a file as a terminal shows it, and the columns to underline.</summary>
/// <param name="Text">The line, or the part of a long one around the place.</param>
/// <param name="Column">Columns before the place.</param>
/// <param name="Width">Columns of the place; at least one.</param>
internal readonly record struct Excerpt(string Text, int Column, int Width)
{
    /// <summary>Columns of a line that are shown: a longer one would wrap, and the caret would point at nothing.</summary>
    public const int WidthMax = 120;

    /// <summary>Columns before the place that are shown of a long line.</summary>
    public const int LeadMax = 40;

    private const char Omission = '…';

    /// <param name="start">Characters (UTF-16) before the place.</param>
    /// <param name="length">Characters of the place. What lies behind the line does not count.</param>
    public static Excerpt Of(ReadOnlySpan<char> line, int start, int length)
    {
        int column = WidthOf(line[..Math.Min(start, line.Length)]);
        int skipped = column > LeadMax && WidthOf(line) > WidthMax ? column - LeadMax : 0;
        var text = new StringBuilder();
        if (skipped > 0)
        {
            text.Append(Omission);
        }

        int shown = text.Length;
        int before = shown;
        int within = 0;
        int passed = 0;
        int offset = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            int width = DisplayWidth.Of(rune);
            if (passed >= skipped)
            {
                if (shown + width > WidthMax)
                {
                    text.Append(Omission);
                    break;
                }

                text.Append(Printable.Of(rune));
                shown += width;
                before += offset < start ? width : 0;
                within += offset >= start && offset < start + length ? width : 0;
            }

            passed += width;
            offset += rune.Utf16SequenceLength;
        }

        return new Excerpt(text.ToString(), before, Math.Max(1, within));
    }

    private static int WidthOf(ReadOnlySpan<char> text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += DisplayWidth.Of(rune);
        }

        return width;
    }
}
