using Authz.LoadGenerator.Arguments;

namespace Authz.LoadGenerator.Reports;

/// <summary>What fails a run. A wrong verdict always does.</summary>
public sealed record Thresholds
{
    // More than this late, and the generator itself is what was measured.
    private const double SendDelayMicrosecondsMax = 2000;

    // Of the asked rate; the wait for the last answers is in the figure.
    private const double RateShareMin = 0.95;

    public static IReadOnlyList<OptionDefinition> Options { get; } =
    [
        new("--p50-max", "TIME", "fail if the corrected median of a phase is above it"),
        new("--p99-max", "TIME", "the same for the 99th percentile"),
        new("--p999-max", "TIME", "the same for the 99.9th"),
        new("--errors-max", "N", "fail if more requests than these have no answer, or one that says error") { Default = "0" },
        new("--cpu-max", "TIME", "fail if the server takes more CPU for a request; needs --pid"),
        new("--rss-growth-max", "SIZE", "fail if the server's memory grows by more; needs --pid"),
    ];

    public TimeSpan? P50Max { get; init; }

    public TimeSpan? P99Max { get; init; }

    public TimeSpan? P999Max { get; init; }

    public long ErrorsMax { get; init; }

    public TimeSpan? CpuMax { get; init; }

    public long? ResidentGrowthMax { get; init; }

    /// <exception cref="UsageException">One needs a process that is not named.</exception>
    public static Thresholds Of(ParsedOptions options)
    {
        bool hasProcess = options.Text("--pid") is not null;
        if (!hasProcess && (options.Has("--cpu-max") || options.Has("--rss-growth-max")))
        {
            throw new UsageException("--cpu-max and --rss-growth-max need --pid: whose CPU and memory?");
        }

        return new Thresholds
        {
            P50Max = options.OptionalDuration("--p50-max"),
            P99Max = options.OptionalDuration("--p99-max"),
            P999Max = options.OptionalDuration("--p999-max"),
            ErrorsMax = options.Number("--errors-max", 0, int.MaxValue),
            CpuMax = options.OptionalDuration("--cpu-max"),

            // What a command has as its default is asked of those alone who say which process it is.
            ResidentGrowthMax = hasProcess ? options.OptionalSize("--rss-growth-max") : null,
        };
    }

    /// <summary>The report with what it fails by.</summary>
    public RunReport Judge(RunReport report) => report with
    {
        Failures =
        [
            .. report.Phases.SelectMany(FailuresOf),
            .. report.Flood is { Wrong: > 0 } flood ? [$"flood: {flood.Wrong} wrong answers"] : Array.Empty<string>(),
            .. ResidentGrowthMax is { } most && !(report.ResidentGrowthBytes <= most)
                ? [$"memory grew by {Units.Size(report.ResidentGrowthBytes)}, more than {Units.Size(most)}"]
                : Array.Empty<string>(),
        ],
        Doubts = [.. report.Phases.SelectMany(DoubtsOf)],
    };

    private IEnumerable<string> FailuresOf(PhaseReport phase)
    {
        if (phase.Wrong > 0)
        {
            yield return $"{phase.Name}: {phase.Wrong} wrong answers";
        }

        if (phase.Errors > ErrorsMax)
        {
            yield return $"{phase.Name}: {phase.Errors} errors, more than {ErrorsMax}";
        }

        if (phase.Allowed + phase.Refused + phase.ToleratedErrors == 0)
        {
            yield return $"{phase.Name}: nothing was answered";
        }

        (string Name, double Value, TimeSpan? Most)[] times =
        [
            ("median", phase.Corrected.P50, P50Max),
            ("p99", phase.Corrected.P99, P99Max),
            ("p99.9", phase.Corrected.P999, P999Max),
            ("CPU a request", phase.CpuPerRequest ?? double.NaN, CpuMax),
        ];
        foreach ((string name, double value, TimeSpan? most) in times)
        {
            // Not `above`: a figure that is not there is no good one.
            if (most is { } limit && !(value <= limit.TotalMicroseconds))
            {
                yield return $"{phase.Name}: {name} is {Units.Time(value)}, more than {Units.Time(limit.TotalMicroseconds)}";
            }
        }
    }

    private static IEnumerable<string> DoubtsOf(PhaseReport phase)
    {
        if (phase.Rate > 0 && phase.SendDelay.P99 > SendDelayMicrosecondsMax)
        {
            yield return $"{phase.Name}: one request of a hundred was sent {Units.Time(phase.SendDelay.P99)} late or more: the server took no more, or this machine is too busy";
        }

        if (phase.Rate > 0 && phase.AnsweredPerSecond < phase.Rate * RateShareMin)
        {
            yield return $"{phase.Name}: {phase.AnsweredPerSecond:F0} of {phase.Rate} requests a second were answered";
        }
    }
}
