using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz status`: what is in force, what lies over it, and what is damaged.</summary>
internal static class StatusCommand
{
    public static Command Create(CliHost host)
    {
        Option<string> data = VersionSymbols.Data();
        Option<string> format = CommonSymbols.Format();
        var command = new Command("status", "Say which version is active, whether it is pinned, and what is revoked (damaged records: exit code 1)")
        {
            data,
            format,
        };
        command.SetAction(parsed =>
        {
            using VersionAccess access = VersionAccess.OpenToRead(parsed.GetRequiredValue(data), host);
            StatusReport.Print(Printer.Of(parsed, format, host), access.State);
            return access.State.Damages.IsEmpty ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }
}
