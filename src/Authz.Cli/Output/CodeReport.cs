using System.Text.Json.Nodes;
using Authz.Cli.Reference;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>What an id means, with an example that is wrong and the mended one.</summary>
internal static class CodeReport
{
    private const string Fence = "```";
    private const string Indentation = "    ";

    public static void Print(Printer printer, DiagnosticSection section) =>
        printer.Print((output, paint) => WriteText(output, paint, section), () => ToJson(section));

    private static void WriteText(TextWriter output, Paint paint, DiagnosticSection section)
    {
        DiagnosticDescriptor descriptor = section.Descriptor;
        output.WriteLine($"{SeverityText.Painted(paint, descriptor.Severity, descriptor.Id)}: {paint.Strong(descriptor.Title)}");
        output.WriteLine();
        bool isCode = false;
        foreach (string line in section.Text.Split('\n'))
        {
            // A fence is for Markdown; a terminal tells code apart by its indentation.
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                isCode = !isCode;
            }
            else
            {
                output.WriteLine(isCode && line.Length > 0 ? Indentation + line : line);
            }
        }
    }

    private static JsonObject ToJson(DiagnosticSection section) => new()
    {
        ["id"] = section.Descriptor.Id,
        ["severity"] = SeverityText.Of(section.Descriptor.Severity),
        ["title"] = section.Descriptor.Title,
        ["markdown"] = section.Text,
    };
}
