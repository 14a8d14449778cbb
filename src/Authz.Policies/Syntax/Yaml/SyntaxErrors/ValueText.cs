using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Yaml.SyntaxErrors;

/// <summary>A value that needs quotes: how far it goes, and how it is written.</summary>
internal static class ValueText
{
    private const int ShownMax = 60;

    /// <summary>From the token to the end of the line; within brackets to the comma or bracket that ends it.</summary>
    public static TextSpan SpanFrom(BrokenText broken, LooseToken first)
    {
        string text = broken.Text;
        int end = first.Start;
        int depth = 0;
        while (!YamlCharacters.IsBreakOrEnd(text, end) && !IsComment(text, end))
        {
            char c = text[end];
            if (first.Depth > 0 && depth == 0 && end > first.Start && (c is ',' or ']' or '}'))
            {
                break;
            }

            depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            end++;
        }

        while (end > first.Start + 1 && YamlCharacters.IsBlank(text[end - 1]))
        {
            end--;
        }

        return new TextSpan(first.Start, end - first.Start);
    }

    public static string Of(BrokenText broken, LooseToken first)
    {
        TextSpan span = SpanFrom(broken, first);
        return broken.Text.Substring(span.Start, span.Length);
    }

    /// <summary>The help that shows the value in quotes, if it is short enough to be shown.</summary>
    public static string WriteInQuotes(BrokenText broken, TextSpan span) => span.Length > ShownMax
        ? "put the whole value in quotes"
        : $"write {QuotedText.Of(InQuotes(broken.Text.Substring(span.Start, span.Length)))}";

    private static string InQuotes(string value) => value.Contains('"') || value.Contains('\\')
        ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
        : $"\"{value}\"";

    private static bool IsComment(string text, int at) =>
        text[at] == '#' && at > 0 && YamlCharacters.IsBlank(text[at - 1]);
}
