using Authz.LoadGenerator.Measuring;
using Authz.LoadGenerator.Reports;

namespace Authz.LoadGenerator.Tests.Reports;

/// <summary>A run that nobody made, in round figures.</summary>
internal static class SampleReport
{
    public static PhaseReport Phase { get; } = new()
    {
        Name = "1000/s <&>",
        Rate = 1000,
        InFlight = 0,
        Seconds = 2,
        Requests = 2000,
        AnsweredPerSecond = 1000,
        Allowed = 1500,
        Refused = 500,
        ToleratedErrors = 0,
        Wrong = 0,
        Errors = 0,
        ErrorKinds = new Dictionary<string, long>(),
        Retried = 0,
        Corrected = new Percentiles(100, 200, 300, 400, 500, 600, 120),
        Uncorrected = new Percentiles(90, 190, 290, 390, 490, 590, 110),
        SendDelay = new Percentiles(1, 2, 3, 4, 5, 6, 1),
        Curve = [new CurvePoint(0, 50, 40), new CurvePoint(90, 200, 190), new CurvePoint(99, 300, 290)],
        Timeline = [new TimelinePoint(1, 1000, 100, 300, 500, 0), new TimelinePoint(2, 1000, 100, 300, 600, 0)],
        CpuPerRequest = 9.5,
        GeneratorCpuPerRequest = 3,
    };

    public static RunReport Run { get; } = new()
    {
        Command = "run --rate 1000",
        StartedAt = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero),
        Machine = "2 cores",
        Phases = [Phase],
        Process = [.. Enumerable.Range(0, 20).Select(number => new ProcessSample(number / 2.0, number, 100_000_000 + (number * 1_000_000)))],
        ConnectionsReplaced = 0,
        Reloads = 0,
    };
}
