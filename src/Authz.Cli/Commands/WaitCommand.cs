using System.CommandLine;
using Authz.Admin.Administration;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz wait`: until a version decides everywhere.</summary>
internal static class WaitCommand
{
    private const int SecondsMax = 24 * 60 * 60;
    private const int SecondsDefault = 60;

    public static Command Create(CliHost host)
    {
        Argument<string> version = VersionSymbols.Version();
        version.DefaultValueFactory = _ => VersionReference.Active;
        Option<int> timeout = new("--timeout")
        {
            Description = $"How long at most; 0 asks once, {SecondsMax} is a day",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => SecondsDefault,
        };
        Option<string> format = CommonSymbols.Format();
        var command = new Command("wait", "Wait until every replica of a service has a version in force (time is up: exit code 1)") { version, timeout };
        AccessOptions where = AccessOptions.ToRead(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            int seconds = parsed.GetRequiredValue(timeout);
            if (seconds is < 0 or > SecondsMax)
            {
                throw new InputException($"`--timeout` is 0 to {SecondsMax} seconds");
            }

            using IVersionAccess access = where.Open(parsed, host);
            (VersionSummary found, Replication replication) = access.Wait(parsed.GetRequiredValue(version), TimeSpan.FromSeconds(seconds));
            ReplicationReport.Print(Printer.Of(parsed, format, host), found, replication, seconds);
            return replication.IsEverywhere ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }
}
