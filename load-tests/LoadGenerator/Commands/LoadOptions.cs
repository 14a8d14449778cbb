using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Reports;
using Authz.LoadGenerator.Running;
using Authz.Workloads.Files;

namespace Authz.LoadGenerator.Commands;

/// <summary>What the commands that send have in common.</summary>
internal static class LoadOptions
{
    private const int ConnectionsMax = 4096;

    public static IReadOnlyList<OptionDefinition> Target { get; } =
    [
        new("--target", "HOST:PORT", "where the service listens in clear text; unix:/path too") { IsRequired = true },
        new("--from", "DIR", "a folder that generate wrote") { IsRequired = true },
        new("--connections", "N", "connections to it") { Default = "8" },
        new("--timeout", "TIME", "for how long an answer is waited for") { Default = "1s" },
        new("--warmup", "TIME", "sent before and not counted") { Default = "2s" },
        new("--path", "PATH", "the gRPC method") { Default = LoadSettings.CheckPath },
        new("--pid", "PID", "the server's process on this machine: its CPU and memory are reported"),
    ];

    public static IReadOnlyList<OptionDefinition> Disturbances { get; } =
    [
        new("--churn", "TIME", "replace each connection after this time"),
        new("--reload", "DIR", "rewrite a policy in the service's folder again and again; no verdict changes by it"),
        new("--every", "TIME", "how often, with --reload") { Default = "1s" },
    ];

    public static OptionDefinition Versions { get; } =
        new("--versions", "FILE", "hold each answer to the version that it names: lines of NUMBER-DIGEST, a tab and a folder with its verdicts, in their order");

    public static IReadOnlyList<OptionDefinition> Reports { get; } =
    [
        new("--json", "FILE", "write the report as JSON"),
        new("--html", "FILE", "write the report as a page with plots, which needs nothing else"),
    ];

    public static LoadSettings SettingsOf(ParsedOptions options, string folderOption = "--from") =>
        new(LoadTarget.Parse(options.Required("--target")), RequestsOf(options.Required(folderOption)))
        {
            Connections = options.Number("--connections", 1, ConnectionsMax),
            Timeout = options.Duration("--timeout"),
            Path = options.Required("--path"),
        };

    /// <summary>With the versions that may answer, if they were said.</summary>
    public static LoadSettings WithVersions(LoadSettings load, ParsedOptions options) => options.Text(Versions.Name) is { } file
        ? load with { Versions = VersionList.Read(file, load.Requests, RequestsOf) }
        : load;

    public static RunPlan PlanOf(ParsedOptions options, LoadSettings load, IReadOnlyList<Phase> phases) => new(load, phases)
    {
        WarmUp = phases[0] with { Name = "warm-up", Duration = options.Duration("--warmup"), IsFlooded = false },
        ProcessId = options.OptionalNumber("--pid", 1, int.MaxValue),
    };

    /// <summary>Runs, reports and judges.</summary>
    public static async Task<int> RunAsync(
        string name, RunPlan plan, ParsedOptions options, CommandOutput output, CancellationToken cancellationToken)
    {
        Thresholds thresholds = Thresholds.Of(options);
        RunReport report = thresholds.Judge(await LoadRun.RunAsync(
            plan, $"{name} {options}", new Progress(output), TimeProvider.System, cancellationToken));
        TextReport.Write(report, output.Out);
        if (options.Text("--json") is { } json)
        {
            await using FileStream stream = File.Create(json);
            JsonReport.Write(report, stream);
        }

        if (options.Text("--html") is { } html)
        {
            await File.WriteAllTextAsync(html, HtmlReport.Write(report), CancellationToken.None);
        }

        return report.IsGood ? ExitCodes.Good : ExitCodes.Failed;
    }

    private static IReadOnlyList<FramedRequest> RequestsOf(string folder)
    {
        string file = Path.Combine(folder, WorkloadFolder.RequestsName);
        return File.Exists(file)
            ? RequestFile.Read(File.ReadAllBytes(file))
            : throw new UsageException($"{folder} has no {WorkloadFolder.RequestsName}: write it with generate");
    }
}
