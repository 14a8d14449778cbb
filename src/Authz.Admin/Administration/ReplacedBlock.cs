using System.Globalization;
using System.Text;

namespace Authz.Admin.Administration;

/// <summary>All lines between the first and the last difference of two texts: a difference that is true, if not the smallest, and found in one pass.</summary>
internal sealed class ReplacedBlock
{
    private const int ContextLines = 3;

    private readonly string[] old;
    private readonly string[] current;
    private readonly int before;
    private readonly int after;

    private ReplacedBlock(string[] old, string[] current, int before, int after)
    {
        this.old = old;
        this.current = current;
        this.before = before;
        this.after = after;
    }

    /// <summary>What whoever looks for the smallest difference may have to compare.</summary>
    public long Pairs => (long)(old.Length - before - after) * (current.Length - before - after);

    public static ReplacedBlock Of(string oldText, string newText)
    {
        string[] old = oldText.Split('\n');
        string[] current = newText.Split('\n');
        int shorter = Math.Min(old.Length, current.Length);
        int before = 0;
        while (before < shorter && old[before] == current[before])
        {
            before++;
        }

        int after = 0;
        while (after < shorter - before && old[^(after + 1)] == current[^(after + 1)])
        {
            after++;
        }

        return new ReplacedBlock(old, current, before, after);
    }

    /// <summary>As one hunk of `diff -u`.</summary>
    public void AppendTo(StringBuilder text, string oldName, string newName)
    {
        int start = Math.Max(0, before - ContextLines);
        int tail = Math.Min(after, ContextLines);
        text.Append("--- ").Append(oldName).Append("\n+++ ").Append(newName).Append(
            CultureInfo.InvariantCulture,
            $"\n@@ -{start + 1},{old.Length - after + tail - start} +{start + 1},{current.Length - after + tail - start} @@\n");
        Append(text, ' ', old.AsSpan(start..before));
        Append(text, '-', old.AsSpan(before..^after));
        Append(text, '+', current.AsSpan(before..^after));
        Append(text, ' ', old.AsSpan(old.Length - after, tail));
    }

    private static void Append(StringBuilder text, char mark, ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append(mark).Append(line).Append('\n');
        }
    }
}
