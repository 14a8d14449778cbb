using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Reports;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Commands;

/// <summary>`run`: one constant rate, several in turn, or as much as there is.</summary>
public static class RunCommand
{
    internal const int RateMax = 2_000_000;
    internal const int InFlightMax = 100_000;

    private static readonly string[] paces = ["--rate", "--steps", "--closed"];

    public static Command Definition { get; } = new(
        "run",
        "sends a workload and reports",
        [
            .. LoadOptions.Target,
            new OptionDefinition("--rate", "N", "requests a second, over all connections"),
            new OptionDefinition("--steps", "N,N,…", "several rates, each for --duration"),
            new OptionDefinition("--closed", "N", "N requests in flight, each followed by the next: saturation"),
            new OptionDefinition("--duration", "TIME", "of each phase") { Default = "30s" },
            .. LoadOptions.Disturbances,
            LoadOptions.Versions,
            .. Thresholds.Options,
            .. LoadOptions.Reports,
        ],
        (options, output, cancellationToken) => LoadOptions.RunAsync("run", PlanOf(options), options, output, cancellationToken));

    private static RunPlan PlanOf(ParsedOptions options) =>
        LoadOptions.PlanOf(
            options,
            LoadOptions.WithVersions(LoadOptions.SettingsOf(options), options) with { Churn = options.OptionalDuration("--churn") },
            PhasesOf(options)) with
        {
            ReloadFolder = options.Text("--reload"),
            ReloadEvery = options.Duration("--every"),
        };

    private static Phase[] PhasesOf(ParsedOptions options)
    {
        string[] kinds = [.. paces.Where(options.Has)];
        TimeSpan duration = options.Duration("--duration");
        return kinds switch
        {
            ["--closed"] => [new Phase("saturation", 0, options.Number("--closed", 1, InFlightMax), duration)],
            ["--rate"] or ["--steps"] => [.. options.Numbers(kinds[0], 1, RateMax).Select(rate => new Phase($"{rate}/s", rate, 0, duration))],
            _ => throw new UsageException("say exactly one of --rate, --steps and --closed"),
        };
    }
}
