using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Reading;
using Authz.Policies.Analysis.Changes;

namespace Authz.Cli.Commands;

/// <summary>`authz changes`: what another version does to the operations of services, and to the rights on them.</summary>
internal static class ChangesCommand
{
    public static Command Create(CliHost host)
    {
        Argument<string> before = new("OLD") { Description = "The folder of policies as it was" };
        Argument<string> after = new("NEW") { Description = "The folder of policies as it is to be" };
        Option<string> format = CommonSymbols.Format();
        var command = new Command(
            "changes", "Say which operations two folders of policies differ in, and who gains or loses a right by it (then: exit code 1)")
        {
            before,
            after,
            format,
        };
        command.SetAction(parsed =>
        {
            PolicyFolder oldFolder = PolicyFolder.Read(parsed.GetRequiredValue(before));
            PolicyFolder newFolder = PolicyFolder.Read(parsed.GetRequiredValue(after));
            Printer printer = Printer.Of(parsed, format, host);
            if (oldFolder.Policies is not { } old || newFolder.Policies is not { } current)
            {
                ValidationReport.Print(printer, oldFolder.Policies is null ? oldFolder : newFolder);

                // Not "a right changes": nothing was compared.
                return ExitCodes.Unusable;
            }

            PolicyChanges changes = PolicyChanges.Between(old, current);
            ChangesReport.Print(printer, changes);
            return changes.ChangeRights ? ExitCodes.Findings : ExitCodes.Fine;
        });
        return command;
    }
}
