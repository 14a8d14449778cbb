using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.Reading;
using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>What is wrong with a folder. Every verb prints this, and nothing else, for policies with errors.</summary>
internal static class ValidationReport
{
    public static void Print(Printer printer, PolicyFolder folder) => Print(printer, folder, folder.Diagnostics);

    /// <param name="diagnostics">Those of the folder, and others if the verb has found more.</param>
    public static void Print(Printer printer, PolicyFolder folder, ImmutableArray<Diagnostic> diagnostics) =>
        printer.Print(
            (output, paint) => WriteText(output, paint, folder, diagnostics),
            () => printer.Format == OutputFormats.Sarif
                ? SarifLog.Of(folder.Directory, diagnostics)
                : ToJson(folder, diagnostics));

    private static void WriteText(
        TextWriter output, Paint paint, PolicyFolder folder, ImmutableArray<Diagnostic> diagnostics)
    {
        DiagnosticWriter.Write(output, paint, folder.Directory, diagnostics);
        string summary = $"{DiagnosticWriter.Summarise(diagnostics)} in {Count.Of(folder.Sources.Files.Count, "file")}";
        output.WriteLine(folder.Policies is { } policies && !HasErrors(diagnostics)
            ? $"{paint.Good(summary)}: {Summarise(policies)}"
            : paint.Bad(summary));
    }

    private static string Summarise(BoundPolicySet policies) =>
        $"{Count.Of(policies.Blocks.Length, "building block")}, {Count.Of(policies.Services.Length, "service")}, "
        + $"{Count.Of(policies.Policies.Length, "access policy", "access policies")}, "
        + $"{Count.Of(policies.Tests.Length, "test case")}";

    private static JsonObject ToJson(PolicyFolder folder, ImmutableArray<Diagnostic> diagnostics) => new()
    {
        ["valid"] = !HasErrors(diagnostics),
        ["files"] = folder.Sources.Files.Count,
        ["errors"] = diagnostics.Count(diagnostic => diagnostic.IsError),
        ["warnings"] = diagnostics.Count(diagnostic => !diagnostic.IsError),
        ["diagnostics"] = DiagnosticWriter.ToJson(folder.Directory, diagnostics),
    };

    private static bool HasErrors(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Any(diagnostic => diagnostic.IsError);
}
