using Authz.LoadGenerator.Arguments;
using Authz.LoadGenerator.Reports;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Commands;

/// <summary>`flood`: what callers that behave get while another one does not.</summary>
public static class FloodCommand
{
    public static Command Definition { get; } = new(
        "flood",
        "a victim at a constant rate, first alone and then beside a flood on connections of its own",
        [
            .. LoadOptions.Target,
            new OptionDefinition("--flood", "DIR", "the flood's folder; generate it with the victim's rules and seed") { IsRequired = true },
            new OptionDefinition("--flood-closed", "N", "requests of the flood in flight") { Default = "64" },
            new OptionDefinition("--flood-rate", "N", "requests of the flood a second, in place of that"),
            new OptionDefinition("--rate", "N", "requests of the victim a second") { Default = "1000" },
            new OptionDefinition("--duration", "TIME", "of each of the two phases") { Default = "15s" },
            .. Thresholds.Options,
            .. LoadOptions.Reports,
        ],
        (options, output, cancellationToken) => LoadOptions.RunAsync("flood", PlanOf(options), options, output, cancellationToken));

    private static RunPlan PlanOf(ParsedOptions options)
    {
        int rate = options.Number("--rate", 1, RunCommand.RateMax);
        TimeSpan duration = options.Duration("--duration");
        int? floodRate = options.OptionalNumber("--flood-rate", 1, RunCommand.RateMax);
        int closed = floodRate is null ? options.Number("--flood-closed", 1, RunCommand.InFlightMax) : 0;

        // Longer than the victim's phase, which ends it.
        var flood = new Phase("flood", floodRate ?? 0, closed, duration + duration);
        Phase[] phases = [new("alone", rate, 0, duration), new("beside the flood", rate, 0, duration) { IsFlooded = true }];
        return LoadOptions.PlanOf(options, LoadOptions.SettingsOf(options), phases) with
        {
            Flood = (LoadOptions.SettingsOf(options, "--flood"), flood),
        };
    }
}
