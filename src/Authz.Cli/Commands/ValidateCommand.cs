using System.Collections.Immutable;
using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Reading;
using Authz.Policies.Analysis.Lints;
using Authz.Policies.Text;

namespace Authz.Cli.Commands;

/// <summary>`authz validate`: everything that is wrong, where, and how to mend it.</summary>
internal static class ValidateCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> directory = CommonSymbols.Directory();
        Option<string> format = CommonSymbols.Format(OutputFormats.Sarif);
        Option<bool> strict = new("--strict") { Description = "Count warnings as findings too" };
        Option<bool> operations = new("--operations") { Description = "Tell each operation that nobody may call (AZ0922)" };
        var command = new Command("validate", "Read a folder of policies and print every error and warning")
        {
            directory,
            format,
            strict,
            operations,
        };
        command.SetAction(parsed =>
        {
            var lints = new LintOptions(host.Clock.GetUtcNow()) { TellsOperations = parsed.GetValue(operations) };
            PolicyFolder folder = PolicyFolder.ReadWithLints(parsed.GetRequiredValue(directory), lints);

            // The service also refuses a folder that differs from its lock, so that is a finding like others.
            ImmutableArray<Diagnostic> diagnostics =
                [.. folder.Diagnostics.Concat(folder.LockFaults).Order(DiagnosticOrder.Instance)];
            ValidationReport.Print(Printer.Of(parsed, format, host), folder, diagnostics);
            bool isFine = parsed.GetValue(strict)
                ? diagnostics.IsEmpty
                : diagnostics.All(diagnostic => !diagnostic.IsError);
            return isFine ? ExitCodes.Fine : folder.FailureCode;
        });
        return command;
    }
}
