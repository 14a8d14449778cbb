using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;
using Authz.Store.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz activate` and `authz rollback`: which version is in force. A rollback stays until somebody unpins.</summary>
internal static class ActivateCommand
{
    public static Command CreateActivate(CliHost host) => Create(
        host, VersionSymbols.Version(), "activate", "Put a version in force", isPinned: false);

    public static Command CreateRollback(CliHost host)
    {
        Argument<string> version = VersionSymbols.Version();
        version.Arity = ArgumentArity.ZeroOrOne;
        version.Description += "; left out: what was in force before";
        return Create(
            host, version, "rollback", "Put a former version in force and pin it: what the folder has waits until `authz unpin`", isPinned: true);
    }

    private static Command Create(CliHost host, Argument<string> version, string verb, string description, bool isPinned)
    {
        Option<string> data = VersionSymbols.Data();
        Option<string> by = VersionSymbols.By();
        Option<string> reason = VersionSymbols.Reason();
        Option<string> format = CommonSymbols.Format();
        var command = new Command(verb, description) { version, data, by, reason, format };
        command.SetAction(parsed =>
        {
            using VersionAccess access = VersionAccess.OpenToChange(parsed.GetRequiredValue(data), host);
            RepositoryState state = access.State;
            VersionRecord record = parsed.GetValue(version) is { } reference
                ? VersionReference.Find(state, reference)
                : VersionReference.FindFormer(state);

            // Read and compiled first: what is activated and cannot be served is a service without policies.
            _ = CompiledVersion.Of(access, record);
            Activation activation = VersionAccess.Wait(access.Repository.ActivateAsync(
                new ActivationOrder(record.Digest, parsed.GetRequiredValue(by), parsed.GetRequiredValue(reason), isPinned, state.Active?.Epoch ?? 0),
                CancellationToken.None));
            ActivationReport.Print(Printer.Of(parsed, format, host), record, activation);
            return ExitCodes.Fine;
        });
        return command;
    }
}
