using System.CommandLine;
using System.CommandLine.Invocation;
using Authz.Admin.Administration;
using Authz.Cli.Commands;
using Authz.Cli.Servers;
using Authz.Store.Versions;

namespace Authz.Cli;

/// <summary>The `authz` command.</summary>
public static class AuthzCommand
{
    private const string Description =
        "Validates, tests and explains the policies of a government's building blocks.\n"
        + "Exit codes: 0 fine, 1 findings (errors, a failed case, denied), 2 a command line or input that cannot be used, or a service that refuses.";

    public static int Run(IReadOnlyList<string> arguments, CliHost host, InvocationConfiguration configuration)
    {
        ParseResult result = Create(host).Parse(arguments);

        // An exception that no command expects is a bug of ours: it ends the process with its stack, and never with a
        // code that a script would take for a verdict.
        configuration.EnableDefaultExceptionHandler = false;
        if (result.Action is ParseErrorAction parseError)
        {
            parseError.ShowHelp = false;

            // Standard output is for results: what is said about the command line, corrections too, is none.
            result.Invoke(new InvocationConfiguration { Output = configuration.Error, Error = configuration.Error });
            configuration.Error.WriteLine($"See {HelpOf(result.CommandResult.Command)}.");
            return ExitCodes.Unusable;
        }

        try
        {
            return result.Invoke(configuration);
        }
        catch (ServerException refused)
        {
            configuration.Error.WriteLine($"authz: {refused.Message}");
            return refused.ExitCode;
        }
        catch (Exception problem) when (IsForUser(problem))
        {
            configuration.Error.WriteLine($"authz: {problem.Message}");
            return ExitCodes.Unusable;
        }
    }

    // A method of its own: a run in which nothing fails does not load the assembly of the rules for it.
    private static bool IsForUser(Exception problem) =>
        problem is InputException or AdministrationException or RepositoryException or IOException or UnauthorizedAccessException;

    private static string HelpOf(Command command)
    {
        IEnumerable<string> names = command.Parents.OfType<Command>()
            .Where(parent => parent is not RootCommand).Select(parent => parent.Name + " ");
        return command is RootCommand ? "`authz --help`" : $"`authz {string.Concat(names)}{command.Name} --help`";
    }

    private static RootCommand Create(CliHost host) => new(Description)
    {
        CommonSymbols.NoColour(),
        ValidateCommand.Create(host),
        TestCommand.Create(host),
        ExplainCommand.Create(host),
        ChangesCommand.Create(host),
        LockCommand.Create(host),
        PublishCommand.Create(host),
        VersionsCommand.Create(host),
        ShowCommand.Create(host),
        ApproveCommand.Create(host),
        ActivateCommand.CreateActivate(host),
        ActivateCommand.CreateRollback(host),
        UnpinCommand.Create(host),
        RevokeCommand.Create(host),
        WaitCommand.Create(host),
        StatusCommand.Create(host),
        ImportCommand.Create(host),
        CertificatesCommand.Create(host),
        EnvoyCommand.Create(host),
        SchemaCommand.Create(),
        ExplainCodeCommand.Create(host),
    };
}
