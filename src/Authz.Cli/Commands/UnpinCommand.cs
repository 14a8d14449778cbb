using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz unpin`: what a rollback held is let go.</summary>
internal static class UnpinCommand
{
    public static Command Create(CliHost host)
    {
        Option<string> reason = VersionSymbols.Reason();
        Option<string> format = CommonSymbols.Format();
        var command = new Command("unpin", "End a rollback: other versions may come into force again, and the folder's does") { reason };
        AccessOptions where = AccessOptions.ToChange(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            using IVersionAccess access = where.Open(parsed, host);
            ActivationReport.Print(Printer.Of(parsed, format, host), access.Unpin(parsed.GetRequiredValue(reason)));
            return ExitCodes.Fine;
        });
        return command;
    }
}
