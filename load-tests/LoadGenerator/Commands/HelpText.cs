using Authz.LoadGenerator.Arguments;

namespace Authz.LoadGenerator.Commands;

/// <summary>What `--help` prints, made from the definitions themselves.</summary>
internal static class HelpText
{
    private const int NameWidth = 26;

    public static void Write(IReadOnlyList<Command> commands, TextWriter output)
    {
        output.WriteLine("Asks a decision service as many Envoys would, and says how long its answers took and whether they were right.");
        foreach (Command command in commands)
        {
            output.WriteLine();
            Write(command, output);
        }

        output.WriteLine();
        output.WriteLine("Exit codes: 0 good; 1 a threshold was passed or an answer was wrong; 2 it could not be run.");
    }

    public static void Write(Command command, TextWriter output)
    {
        output.WriteLine($"{command.Name}: {command.Help}");
        foreach (OptionDefinition option in command.Options)
        {
            string name = option.Value is null ? option.Name : $"{option.Name} {option.Value}";
            string ends = option.IsRequired ? " (required)" : option.Default is { } value ? $" (default {value})" : "";
            output.WriteLine($"  {name.PadRight(NameWidth)} {option.Help}{ends}");
        }
    }
}
