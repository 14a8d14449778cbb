using System.Text;
using Authz.Policies;
using DiffPlex.Renderer;

namespace Authz.Admin.Administration;

/// <summary>What differs between the files of two sets, as `diff -u` writes it.</summary>
internal static class UnifiedDiff
{
    /// <summary>Bytes of one file, old and new; of a larger one it is only said that it differs.</summary>
    public const int ComparedBytesMax = 512 * 1024;

    /// <summary>Characters; what comes after them is left out, and it is said so.</summary>
    public const int LengthMax = 4 * 1024 * 1024;

    /// <summary>
    /// Pairs of lines, of all files together, among which the smallest difference is looked for. After that a file is shown as if all
    /// between its first and its last difference were new: whoever may publish must not keep a processor busy for minutes.
    /// </summary>
    public const long PairsMax = 16 * 1024 * 1024;

    private const string Nothing = "/dev/null";

    private static readonly ReadOnlyMemory<byte> absent = ReadOnlyMemory<byte>.Empty;

    public static string Of(SourceSet before, SourceSet after)
    {
        var text = new StringBuilder();
        long pairs = 0;
        foreach (string path in before.Files.Keys.Union(after.Files.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            bool was = before.Files.TryGetValue(path, out ReadOnlyMemory<byte> old);
            bool isNow = after.Files.TryGetValue(path, out ReadOnlyMemory<byte> current);
            if (was && isNow && old.Span.SequenceEqual(current.Span))
            {
                continue;
            }

            if (text.Length > LengthMax)
            {
                text.Append("# more files differ than are shown\n");
                break;
            }

            Append(text, was ? $"a/{path}" : Nothing, isNow ? $"b/{path}" : Nothing, was ? old : absent, isNow ? current : absent, ref pairs);
        }

        return text.ToString();
    }

    private static void Append(
        StringBuilder text, string oldName, string newName, ReadOnlyMemory<byte> old, ReadOnlyMemory<byte> current, ref long pairs)
    {
        if (old.Length + current.Length > ComparedBytesMax)
        {
            text.Append("# ").Append(oldName).Append(" and ").Append(newName).Append(" differ, and are too large to compare\n");
            return;
        }

        var block = ReplacedBlock.Of(TextOf(old), TextOf(current));
        if (block.Pairs > PairsMax - pairs)
        {
            block.AppendTo(text, oldName, newName);
            return;
        }

        pairs += block.Pairs;

        // A line end of Windows is the same as any: the digest takes it so too.
        string rendered = UnidiffRenderer.GenerateUnidiff(
            TextOf(old), TextOf(current), oldName, newName, ignoreWhitespace: false, ignoreCase: false, contextLines: 3);
        if (!rendered.Contains("@@", StringComparison.Ordinal))
        {
            text.Append("# ").Append(oldName).Append(" and ").Append(newName).Append(" differ in their line ends alone\n");
            return;
        }

        // Where there is no line, `diff` counts from zero.
        text.Append(rendered.ReplaceLineEndings("\n").TrimEnd('\n')
            .Replace("\n@@ -1,0 +", "\n@@ -0,0 +", StringComparison.Ordinal).Replace(" +1,0 @@\n", " +0,0 @@\n", StringComparison.Ordinal)).Append('\n');
    }

    private static string TextOf(ReadOnlyMemory<byte> content) => WithoutLastEnd(Encoding.UTF8.GetString(content.Span).Replace("\r\n", "\n", StringComparison.Ordinal));

    // Behind the last line end there is no further line.
    private static string WithoutLastEnd(string text) => text.EndsWith('\n') ? text[..^1] : text;
}
