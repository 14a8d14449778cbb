namespace Authz.Policies.Text;

/// <summary>One file of a <see cref="SourceSet"/>, decoded, with its lines.</summary>
public sealed class SourceText
{
    // Found when somebody first asks: of most files nobody does. Two threads at once find the same.
    private int[]? lineStarts;

    public SourceText(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>The path as diagnostics print it: relative to the root of the set, with forward slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public int LineCount => LineStarts.Length;

    private int[] LineStarts => lineStarts ??= FindLineStarts(Text);

    public LinePosition PositionOf(int offset)
    {
        int index = Array.BinarySearch(LineStarts, offset);
        int line = index >= 0 ? index : ~index - 1;
        return new LinePosition(line + 1, offset - LineStarts[line] + 1);
    }

    /// <summary>The text of a line (numbered from one) without its line end, for an excerpt under a message.</summary>
    public ReadOnlySpan<char> Line(int line)
    {
        int start = LineStarts[line - 1];
        int end = line < LineStarts.Length ? LineStarts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };
        int i = -1;
        while (true)
        {
            int found = text.AsSpan(i + 1).IndexOfAny('\n', '\r');
            if (found < 0)
            {
                return [.. starts];
            }

            i += found + 1;
            bool carriageReturnAlone = text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n');
            if (text[i] == '\n' || carriageReturnAlone)
            {
                starts.Add(i + 1);
            }
        }
    }
}
