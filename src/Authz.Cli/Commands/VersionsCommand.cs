using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz versions`: all that are kept.</summary>
internal static class VersionsCommand
{
    public static Command Create(CliHost host)
    {
        Option<string> data = VersionSymbols.Data();
        Option<string> format = CommonSymbols.Format();
        var command = new Command("versions", "List the versions that are kept, newest first") { data, format };
        command.SetAction(parsed =>
        {
            using VersionAccess access = VersionAccess.OpenToRead(parsed.GetRequiredValue(data), host);
            VersionsReport.Print(Printer.Of(parsed, format, host), access.State);
            return ExitCodes.Fine;
        });
        return command;
    }
}
