using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Reading;

namespace Authz.Cli.Commands;

/// <summary>`authz validate`: everything that is wrong, where, and how to mend it.</summary>
internal static class ValidateCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> directory = CommonSymbols.Directory();
        Option<string> format = CommonSymbols.Format();
        Option<bool> strict = new("--strict") { Description = "Count warnings as findings too" };
        var command = new Command("validate", "Read a folder of policies and print every error and warning")
        {
            directory,
            format,
            strict,
        };
        command.SetAction(parsed =>
        {
            PolicyFolder folder = PolicyFolder.Read(parsed.GetRequiredValue(directory));
            ValidationReport.Print(Printer.Of(parsed, format, host), folder);
            bool hasFindings = !folder.Result.Succeeded
                || (parsed.GetValue(strict) && !folder.Result.Diagnostics.IsEmpty);
            return hasFindings ? ExitCodes.Findings : ExitCodes.Fine;
        });
        return command;
    }
}
