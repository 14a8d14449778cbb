using Authz.Testing;

namespace Authz.Cli.Tests;

/// <summary>
/// What the command prints, whole: tests/cases/cli/*.golden, each a command line, its exit code, and both outputs.
/// </summary>
public sealed class GoldenTests
{
    private const string ErrorMark = "--- error\n";

    public static TheoryData<string> Files =>
        [.. TestCases.Files("cli", "*.golden").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_command_prints_what_the_file_says(string file)
    {
        string golden = File.ReadAllText(TestCases.Path("cli", file));
        string commandLine = golden[..golden.IndexOf('\n')];
        Assert.Equal(golden, Run(commandLine));
    }

    private static string Run(string commandLine)
    {
        const string prompt = "$ authz ";
        Assert.StartsWith(prompt, commandLine);
        string root = TestCases.Path("cli") + Path.DirectorySeparatorChar;
        string[] arguments =
        [
            .. commandLine[prompt.Length..].Split(' ')
                .Select(word => word.StartsWith("policies/", StringComparison.Ordinal) ? root + word : word),
        ];
        CliRun run = CliRun.Of(arguments);
        string error = run.Error.Length == 0 ? "" : ErrorMark + run.Error;
        string actual = $"{commandLine}\n{run.Output}{error}--- exit code {run.ExitCode}\n";
        return actual.Replace(root, "", StringComparison.Ordinal);
    }
}
