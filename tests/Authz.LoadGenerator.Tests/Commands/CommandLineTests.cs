using System.Text.Json;
using Authz.LoadGenerator.Commands;
using Authz.LoadGenerator.Tests.Running;
using Authz.Workloads.Files;

namespace Authz.LoadGenerator.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter errors = new();
    private readonly string folder = Directory.CreateTempSubdirectory("authz-load-").FullName;

    [Fact]
    public async Task Help_names_every_option_of_every_command()
    {
        Assert.Equal(ExitCodes.Good, await RunAsync("--help"));
        Assert.All(
            CommandLine.Commands.SelectMany(command => command.Options.Select(option => option.Name).Append($"{command.Name}: ")),
            name => Assert.Contains(name, output.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("fly", "fly is no command")]
    [InlineData("generate --workload sleepy --out x", "--workload sleepy is none; there are allowed, refused")]
    [InlineData("generate --workload jwt --out x --rules 9", "--rules is a whole number from 10")]
    [InlineData("run --target localhost:1 --from /nowhere --rate 1", "/nowhere has no requests.bin")]
    [InlineData("soak --target localhost --from x", "--target is host:port or unix:/path, not localhost")]
    public async Task What_is_wrong_is_told_and_nothing_is_run(string arguments, string message)
    {
        Assert.Equal(ExitCodes.NotRun, await RunAsync(arguments));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pace_is_said_once()
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, WorkloadFolder.RequestsName), [.. "authzwl1"u8, 0, 0, 0, 0, 0, 0], TestContext.Current.CancellationToken);
        foreach (string pace in new[] { "", "--rate 1 --closed 1", "--rate 1 --steps 1,2" })
        {
            Assert.Equal(ExitCodes.NotRun, await RunAsync($"run --target localhost:1 --from {folder} {pace}"));
        }

        Assert.Contains("say exactly one of --rate, --steps and --closed", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workload_is_written_with_all_that_runners_and_peers_need()
    {
        Assert.Equal(ExitCodes.Good, await RunAsync($"generate --workload refused --rules 30 --requests 20 --out {folder}"));
        string[] files =
        [
            "requests.bin", "requests.tsv", "frame-0.bin", "frame-15.bin", "policies/issuer.yaml", "policies/keys/idp.json",
            "policies/blocks/00000.yaml", "policies/grants/000000.yaml", "opa/policy.rego", "cerbos/policies/bb_00001.yaml", "cerbos/frame-0.bin",
        ];
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(folder, file)), file));
        Assert.Equal(20, RequestFile.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "requests.bin"), TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task A_run_reports_and_fails_by_a_threshold()
    {
        await using ServiceHost service = await ServiceHost.StartAsync("real");
        string common = $"run --target {service.Target.EndPoint} --from {service.Folder} --duration 100ms --warmup 100ms --connections 2 --timeout 9s";
        string page = Path.Combine(folder, "report.html");
        string json = Path.Combine(folder, "report.json");
        int code = await RunAsync(
            $"{common} --steps 100,200 --pid {Environment.ProcessId} --reload {service.Folder}/policies --every 20ms --html {page} --json {json}");
        Assert.True(code == ExitCodes.Good, output.ToString());
        Assert.Contains("</html>", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(json, TestContext.Current.CancellationToken));
        Assert.Equal([10, 20], report.RootElement.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("allowed").GetInt32()));
        Assert.Equal(ExitCodes.Failed, await RunAsync($"{common} --closed 4 --p50-max 1us"));
        Assert.Contains("FAILED: saturation: median is ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_held_to_the_version_that_they_name()
    {
        await using ServiceHost service = await ServiceHost.StartAsync("mixed");
        Assert.Equal(ExitCodes.Good, await RunAsync($"generate --workload mixed --rules 100 --requests 80 --withdraw 2 --out {folder}"));
        string list = Path.Combine(folder, "versions.tsv");
        string run = $"run --target {service.Target.EndPoint} --from {service.Folder} --rate 500 --duration 200ms --warmup 100ms --timeout 9s --versions {list}";

        await File.WriteAllTextAsync(list, $"{service.Version}\t{service.Folder}\n", TestContext.Current.CancellationToken);
        int code = await RunAsync(run);
        Assert.True(code == ExitCodes.Good, output.ToString());
        Assert.Contains($"version {service.Version}: 150 answers", output.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(list, $"{service.Version}\t{folder}\n", TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Failed, await RunAsync(run));
        Assert.Contains("wrong: Allowed where Refused was expected", output.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(list, $"7-0123456789ab\t{folder}\n", TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.Failed, await RunAsync(run));
        Assert.Contains($"wrong: {service.Version} answered, which is not listed", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1-0123456789ab\n", "a line is NUMBER-DIGEST, a tab and a folder")]
    [InlineData("\n", "lists no version")]
    public async Task A_list_of_versions_that_is_none_is_told(string text, string message)
    {
        string list = Path.Combine(folder, "versions.tsv");
        await File.WriteAllBytesAsync(Path.Combine(folder, WorkloadFolder.RequestsName), [.. "authzwl1"u8, 0, 0, 0, 0, 0, 0], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(list, text, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCodes.NotRun, await RunAsync($"run --target localhost:1 --from {folder} --rate 1 --versions {list}"));
        Assert.Contains(message, errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_is_reported_beside_its_victim()
    {
        await using ServiceHost service = await ServiceHost.StartAsync("flood-tokens");
        int code = await RunAsync(
            $"flood --target {service.Target.EndPoint} --from {service.Folder} --flood {service.Folder} --rate 50 --duration 100ms "
            + "--warmup 100ms --connections 2 --flood-closed 4 --timeout 9s");
        Assert.True(code == ExitCodes.Good, output.ToString());
        Assert.All(["alone: ", "beside the flood: ", "flood: "], phase => Assert.Contains(phase, output.ToString(), StringComparison.Ordinal));
    }

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        output.Dispose();
        errors.Dispose();
    }

    private Task<int> RunAsync(string arguments) => CommandLine.RunAsync(
        arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        new CommandOutput(output, errors, IsTerminal: false),
        TestContext.Current.CancellationToken);
}
