using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz approve`: a second pair of eyes has looked at a version.</summary>
internal static class ApproveCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> version = VersionSymbols.Version();
        Option<string> comment = new("--comment")
        {
            Description = "What was looked at",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "",
        };
        Option<string> format = CommonSymbols.Format();
        var command = new Command("approve", "Approve a version of somebody else") { version, comment };
        AccessOptions where = AccessOptions.ToChange(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            using IVersionAccess access = where.Open(parsed, host);
            ApprovalReport.Print(
                Printer.Of(parsed, format, host), access.Approve(parsed.GetRequiredValue(version), parsed.GetRequiredValue(comment)));
            return ExitCodes.Fine;
        });
        return command;
    }
}
