using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Authz.Cli.Reading;
using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Cli.Output;

/// <summary>What is wrong with a folder. Every verb prints this, and nothing else, for policies with errors.</summary>
internal static class ValidationReport
{
    public static void Print(Printer printer, PolicyFolder folder) =>
        printer.Print((output, paint) => WriteText(output, paint, folder), () => ToJson(folder));

    private static void WriteText(TextWriter output, Paint paint, PolicyFolder folder)
    {
        ImmutableArray<Diagnostic> diagnostics = folder.Result.Diagnostics;
        DiagnosticWriter.Write(output, paint, folder.Directory, diagnostics);
        string summary = $"{DiagnosticWriter.Summarise(diagnostics)} in {Count.Of(folder.Sources.Files.Count, "file")}";
        output.WriteLine(folder.Result.Policies is { } policies
            ? $"{paint.Good(summary)}: {Summarise(policies)}"
            : paint.Bad(summary));
    }

    private static string Summarise(BoundPolicySet policies) =>
        $"{Count.Of(policies.Blocks.Length, "building block")}, {Count.Of(policies.Services.Length, "service")}, "
        + $"{Count.Of(policies.Policies.Length, "access policy", "access policies")}, "
        + $"{Count.Of(policies.Tests.Length, "test case")}";

    private static JsonObject ToJson(PolicyFolder folder) => new()
    {
        ["valid"] = folder.Result.Succeeded,
        ["files"] = folder.Sources.Files.Count,
        ["errors"] = folder.Result.Diagnostics.Count(diagnostic => diagnostic.IsError),
        ["warnings"] = folder.Result.Diagnostics.Count(diagnostic => !diagnostic.IsError),
        ["diagnostics"] = DiagnosticWriter.ToJson(folder.Directory, folder.Result.Diagnostics),
    };
}
