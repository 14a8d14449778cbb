using Authz.Testing;

namespace Authz.Cli.Tests;

/// <summary>A right is never silently dropped or widened: tests/cases/changes.</summary>
public sealed class ChangesCaseTests
{
    public static TheoryData<string> Names { get; } =
    [
        .. Directory.GetDirectories(TestCases.Path("changes")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_command_prints_what_is_written_beside_the_sets(string name)
    {
        string root = TestCases.Path("changes", name);
        CliRun run = CliRun.Of("changes", Path.Combine(root, "old"), Path.Combine(root, "new"));
        Assert.Equal(
            File.ReadAllText(Path.Combine(root, "changes.txt")), $"{run.Output}{run.Error}--- exit code {run.ExitCode}\n");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rights_change_in_JSON_as_they_do_in_text(string name)
    {
        string root = TestCases.Path("changes", name);
        CliRun run = CliRun.Of("changes", Path.Combine(root, "old"), Path.Combine(root, "new"), "--format", "json");
        Assert.Equal(run.ExitCode == ExitCodes.Findings, (bool?)run.Json["rightsChange"]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_set_does_not_differ_from_itself(string name)
    {
        string side = Path.Combine(TestCases.Path("changes", name), "new");
        Assert.Equal(new CliRun(ExitCodes.Fine, "no operation differs\n", ""), CliRun.Of("changes", side, side));
    }
}
