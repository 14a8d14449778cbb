using System.CommandLine;
using Authz.Cli.Output;
using Authz.Cli.Versions;

namespace Authz.Cli.Commands;

/// <summary>`authz activate` and `authz rollback`: which version is in force. A rollback stays until somebody unpins.</summary>
internal static class ActivateCommand
{
    public static Command CreateActivate(CliHost host)
    {
        Argument<string> version = VersionSymbols.Version();
        return Create(
            host,
            new Command("activate", "Put a version in force") { version },
            (access, parsed, reason) => access.Activate(parsed.GetRequiredValue(version), reason));
    }

    public static Command CreateRollback(CliHost host)
    {
        Argument<string> version = VersionSymbols.Version();
        version.Arity = ArgumentArity.ZeroOrOne;
        version.Description += "; left out: what was in force before";
        return Create(
            host,
            new Command("rollback", "Put a former version in force and pin it: what comes after waits until `authz unpin`") { version },
            (access, parsed, reason) => access.RollBack(parsed.GetValue(version), reason));
    }

    private static Command Create(CliHost host, Command command, Func<IVersionAccess, ParseResult, string, ActivatedVersion> activate)
    {
        Option<string> reason = VersionSymbols.Reason();
        Option<string> format = CommonSymbols.Format();
        command.Options.Add(reason);
        AccessOptions where = AccessOptions.ToChange(command);
        command.Options.Add(format);
        command.SetAction(parsed =>
        {
            using IVersionAccess access = where.Open(parsed, host);
            ActivationReport.Print(Printer.Of(parsed, format, host), activate(access, parsed, parsed.GetRequiredValue(reason)));
            return ExitCodes.Fine;
        });
        return command;
    }
}
