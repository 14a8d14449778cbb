using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz versions`: all that are kept.</summary>
internal static class VersionsCommand
{
    public static Command Create(CliHost host)
    {
        Option<string> format = CommonSymbols.Format();
        var command = new Command("versions", "List the versions that are kept, newest first");
        AccessOptions where = AccessOptions.ToRead(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            using IVersionAccess access = where.Open(parsed, host);
            VersionsReport.Print(Printer.Of(parsed, format, host), access.List());
            return ExitCodes.Fine;
        });
        return command;
    }
}
