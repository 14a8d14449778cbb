using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Reports;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Commands;

/// <summary>`soak`: a constant rate for long, with changes of policies and connections, for what grows.</summary>
public static class SoakCommand
{
    public static Command Definition { get; } = new(
        "soak",
        "a constant rate for hours with replaced connections: does memory grow, does latency?",
        [
            .. LoadOptions.Target,
            new OptionDefinition("--rate", "N", "requests a second") { Default = "2000" },
            new OptionDefinition("--duration", "TIME", "how long") { Default = "1h" },
            .. LoadOptions.Disturbances.Select(option => option.Name == "--churn" ? option with { Default = "1m" } : option),
            .. Thresholds.Options.Select(option => option.Name == "--rss-growth-max" ? option with { Default = "20MB" } : option),
            .. LoadOptions.Reports,
        ],
        (options, output, cancellationToken) => LoadOptions.RunAsync("soak", PlanOf(options), options, output, cancellationToken));

    private static RunPlan PlanOf(ParsedOptions options)
    {
        var phase = new Phase("soak", options.Number("--rate", 1, RunCommand.RateMax), 0, options.Duration("--duration"));
        return LoadOptions.PlanOf(options, LoadOptions.SettingsOf(options) with { Churn = options.Duration("--churn") }, [phase]) with
        {
            ReloadFolder = options.Text("--reload"),
            ReloadEvery = options.Duration("--every"),
        };
    }
}
