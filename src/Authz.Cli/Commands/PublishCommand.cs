using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Reading;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz publish`: keeps the policies of a folder as a version, and says what it would change. It is not in force until it is activated.</summary>
internal static class PublishCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> directory = CommonSymbols.Directory();
        Option<string> message = new("--message")
        {
            Description = "What the version is about",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        Option<string> format = CommonSymbols.Format();
        var command = new Command("publish", "Keep a folder of policies as a version, and say what it would change") { directory, message };
        AccessOptions where = AccessOptions.ToChange(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            PolicyFolder folder = PolicyFolder.Read(parsed.GetRequiredValue(directory));
            Printer printer = Printer.Of(parsed, format, host);
            if (folder.Policies is null || !folder.LockFaults.IsEmpty)
            {
                ValidationReport.Print(printer, folder, [.. folder.Diagnostics, .. folder.LockFaults]);
                return folder.Policies is null ? folder.FailureCode : ExitCodes.Findings;
            }

            using IVersionAccess access = where.Open(parsed, host);
            PublicationReport.Print(printer, access.Publish(folder, parsed.GetRequiredValue(message)));
            return ExitCodes.Fine;
        });
        return command;
    }
}
