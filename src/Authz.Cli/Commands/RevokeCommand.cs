using System.CommandLine;
using Authz.Admin.Administration;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz revoke`: denies at once, whatever the policies say, until it is lifted.</summary>
internal static class RevokeCommand
{
    public static Command Create(CliHost host)
    {
        Option<string?> from = new("--from") { Description = "Who is denied: a building block, a group, or `*`", HelpName = "NAME" };
        Option<string?> to = new("--to") { Description = "What: a service (`block/service`), a block with all its services, or `*`", HelpName = "NAME" };
        Option<bool> unknownToo = new("--unknown-too") { Description = "Names that the version in force does not know are meant, for one to come" };
        Option<long?> lift = new("--lift") { Description = "End the revocation of this id", HelpName = "ID" };
        Option<string> reason = VersionSymbols.Reason();
        Option<string> format = CommonSymbols.Format();
        var command = new Command("revoke", "Deny a caller a service at once, over every version, or lift that again") { from, to, unknownToo, lift, reason };
        AccessOptions where = AccessOptions.ToChange(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            string why = parsed.GetRequiredValue(reason);
            bool isForUnknown = parsed.GetValue(unknownToo);
            (string? From, string? To, long? Lift) asked = (parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(lift));
            if (asked is not ({ }, { }, null) and not (null, null, { }) || (isForUnknown && asked.Lift is not null))
            {
                throw new InputException("`authz revoke` takes --from and --to, or --lift alone");
            }

            using IVersionAccess access = where.Open(parsed, host);
            Printer printer = Printer.Of(parsed, format, host);
            if (asked.Lift is { } id)
            {
                RevocationReport.PrintLifted(printer, id, access.Lift(id, why));
                return ExitCodes.Fine;
            }

            RevocationOutcome outcome = access.Revoke(asked.From ?? "", asked.To ?? "", why, isForUnknown);
            RevocationReport.PrintRevoked(printer, outcome);

            // It is in effect, and perhaps denies nothing: a script that goes on would believe that it does.
            return outcome.Problem is null || isForUnknown ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }
}
