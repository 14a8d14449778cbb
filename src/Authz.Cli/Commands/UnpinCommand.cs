using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;
using Authz.Store.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz unpin`: the folder is taken again.</summary>
internal static class UnpinCommand
{
    public static Command Create(CliHost host)
    {
        Option<string> data = VersionSymbols.Data();
        Option<string> by = VersionSymbols.By();
        Option<string> reason = VersionSymbols.Reason();
        Option<string> format = CommonSymbols.Format();
        var command = new Command("unpin", "End a rollback: what the folder of policies holds is taken again") { data, by, reason, format };
        command.SetAction(parsed =>
        {
            using VersionAccess access = VersionAccess.OpenToChange(parsed.GetRequiredValue(data), host);
            Activation activation = VersionAccess.Wait(access.Repository.UnpinAsync(
                parsed.GetRequiredValue(by), parsed.GetRequiredValue(reason), CancellationToken.None));
            ActivationReport.Print(Printer.Of(parsed, format, host), VersionReference.Find(access.State, VersionReference.Active), activation);
            return ExitCodes.Fine;
        });
        return command;
    }
}
