using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz status`: what is in force, what lies over it, and what is damaged.</summary>
internal static class StatusCommand
{
    public static Command Create(CliHost host)
    {
        Option<string> format = CommonSymbols.Format();
        var command = new Command(
            "status",
            "Say which version is active, whether it is pinned, what is revoked, and at a service what its replicas have (a damaged record, or a service that is not ready: exit code 1)");
        AccessOptions where = AccessOptions.ToRead(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            using IVersionAccess access = where.Open(parsed, host);
            VersionStatus status = access.ReadStatus();
            StatusReport.Print(Printer.Of(parsed, format, host), status);
            return status is { Damages.IsEmpty: true, Server: null or { IsReady: true } } ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }
}
