using Authz.Policies.Text;

namespace Authz.Cli.Reference;

/// <summary>What docs/diagnostics.md says about one id.</summary>
/// <param name="Markdown">The text as it is on the page, without the heading.</param>
internal sealed record DiagnosticSection(DiagnosticDescriptor Descriptor, string Markdown)
{
    private const string Fence = "```";
    private const string Indentation = "    ";

    /// <summary>The text for who sees no Markdown: code is told apart by its indentation.</summary>
    public string PlainText
    {
        get
        {
            var lines = new List<string>();
            bool isCode = false;
            foreach (string line in Markdown.Split('\n'))
            {
                if (line.StartsWith(Fence, StringComparison.Ordinal))
                {
                    isCode = !isCode;
                }
                else
                {
                    lines.Add(isCode && line.Length > 0 ? Indentation + line : line);
                }
            }

            return string.Join('\n', lines);
        }
    }
}
