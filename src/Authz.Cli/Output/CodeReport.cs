using System.Text.Json.Nodes;
using Authz.Cli.Reference;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>What an id means, with an example that is wrong and the mended one.</summary>
internal static class CodeReport
{
    public static void Print(Printer printer, DiagnosticSection section) =>
        printer.Print((output, paint) => WriteText(output, paint, section), () => ToJson(section));

    private static void WriteText(TextWriter output, Paint paint, DiagnosticSection section)
    {
        DiagnosticDescriptor descriptor = section.Descriptor;
        output.WriteLine($"{SeverityText.Painted(paint, descriptor.Severity, descriptor.Id)}: {paint.Strong(descriptor.Title)}");
        output.WriteLine();
        output.WriteLine(section.PlainText);
    }

    private static JsonObject ToJson(DiagnosticSection section) => new()
    {
        ["id"] = section.Descriptor.Id,
        ["severity"] = SeverityText.Of(section.Descriptor.Severity),
        ["title"] = section.Descriptor.Title,
        ["markdown"] = section.Markdown,
    };
}
