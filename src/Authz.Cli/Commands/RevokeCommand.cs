using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;
using Authz.Store.Revocations;
using Authz.Store.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz revoke`: denies at once, whatever the policies say, until it is lifted.</summary>
internal static class RevokeCommand
{
    public static Command Create(CliHost host)
    {
        Option<string?> from = new("--from") { Description = "Who is denied: a building block, a group, or `*`", HelpName = "NAME" };
        Option<string?> to = new("--to") { Description = "What: a service (`block/service`), a block with all its services, or `*`", HelpName = "NAME" };
        Option<long?> lift = new("--lift") { Description = "End the revocation of this id", HelpName = "ID" };
        Option<string> data = VersionSymbols.Data();
        Option<string> by = VersionSymbols.By();
        Option<string> reason = VersionSymbols.Reason();
        Option<string> format = CommonSymbols.Format();
        var command = new Command("revoke", "Deny a caller a service at once, over every version, or lift that again")
        {
            from,
            to,
            lift,
            data,
            by,
            reason,
            format,
        };
        command.SetAction(parsed =>
        {
            string who = parsed.GetRequiredValue(by);
            string why = parsed.GetRequiredValue(reason);
            (string? From, string? To, long? Lift) asked = (parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(lift));
            if (asked is not ({ }, { }, null) and not (null, null, { }))
            {
                throw new InputException("`authz revoke` takes --from and --to, or --lift alone");
            }

            using VersionAccess access = VersionAccess.OpenToChange(parsed.GetRequiredValue(data), host);
            Printer printer = Printer.Of(parsed, format, host);
            if (asked.Lift is { } id)
            {
                VersionAccess.Wait(access.Repository.LiftAsync(id, who, why, CancellationToken.None));
                RevocationReport.PrintLifted(printer, id, access.State);
                return ExitCodes.Fine;
            }

            Revocation revocation = VersionAccess.Wait(access.Repository.RevokeAsync(
                new RevocationOrder(asked.From ?? "", asked.To ?? "", who, why), CancellationToken.None));
            string? problem = ProblemOf(access, revocation);
            RevocationReport.PrintRevoked(printer, revocation, problem);

            // It is in effect, and denies nothing: a script that goes on would believe that it does.
            return problem is null ? ExitCodes.Fine : ExitCodes.Findings;
        });
        return command;
    }

    /// <summary>After it is in effect: a version that cannot be read is no reason to let anybody through meanwhile.</summary>
    private static string? ProblemOf(VersionAccess access, Revocation revocation) =>
        VersionReference.ActiveOf(access.State) is not { } active ? "no version is active in which the names could be looked up"
        : CompiledVersion.TryOf(access, active) is not { } policies ? "the active version cannot be read, so that the names were not looked up"
        : new RevocationNames(policies).ProblemOf(revocation.From, revocation.To);
}
