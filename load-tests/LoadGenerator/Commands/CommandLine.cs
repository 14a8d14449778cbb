using Authz.LoadGenerator.Arguments;

namespace Authz.LoadGenerator.Commands;

/// <summary>The whole program but for the process: words in, exit code out.</summary>
public static class CommandLine
{
    public static IReadOnlyList<Command> Commands { get; } =
    [
        GenerateCommand.Definition, WorkloadsCommand.Definition, RunCommand.Definition, SoakCommand.Definition, FloodCommand.Definition,
    ];

    public static async Task<int> RunAsync(string[] arguments, CommandOutput output, CancellationToken cancellationToken)
    {
        if (arguments.Length == 0 || IsHelp(arguments[0]))
        {
            HelpText.Write(Commands, arguments.Length == 0 ? output.Error : output.Out);
            return arguments.Length == 0 ? ExitCodes.NotRun : ExitCodes.Good;
        }

        Command? command = Commands.FirstOrDefault(command => command.Name == arguments[0]);
        if (command is not null && arguments.Any(IsHelp))
        {
            HelpText.Write(command, output.Out);
            return ExitCodes.Good;
        }

        try
        {
            return command is null
                ? throw new UsageException($"{arguments[0]} is no command; --help lists them")
                : await command.Run(ParsedOptions.Parse(arguments.AsSpan(1), command.Options), output, cancellationToken);
        }
        catch (Exception failure) when (failure is UsageException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await output.Error.WriteLineAsync($"load generator: {failure.Message}");
            return ExitCodes.NotRun;
        }
    }

    private static bool IsHelp(string argument) => argument is "--help" or "-h" or "help";
}
