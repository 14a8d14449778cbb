using System.Globalization;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Reports;

/// <summary>A run as a few lines of text.</summary>
internal static class TextReport
{
    public static void Write(RunReport report, TextWriter output)
    {
        foreach (PhaseReport phase in report.Flood is { } flood ? report.Phases.Append(flood) : report.Phases)
        {
            Write(phase, output);
        }

        if (report.Reloads > 0 || report.ConnectionsReplaced > 0)
        {
            output.WriteLine($"{report.Reloads} policy changes, {report.ConnectionsReplaced} connections replaced");
        }

        if (report.ResidentGrowthBytes is { } growth)
        {
            output.WriteLine($"memory of the server: {Units.Size(report.Process[^1].ResidentBytes)} at the end, grown by {Units.Size(growth)}");
        }

        foreach (VersionSighting version in report.Versions)
        {
            output.WriteLine(
                $"version {version.Version}: {version.Answers} answers, {version.Allowed} allowed, {version.Refused} refused, "
                + $"from {Time(version.First)} to {Time(version.Last)}");
        }

        foreach (string doubt in report.Doubts)
        {
            output.WriteLine($"doubtful: {doubt}");
        }

        foreach (string failure in report.Failures)
        {
            output.WriteLine($"FAILED: {failure}");
        }

        output.WriteLine(report.IsGood ? "good" : "not good");
    }

    private static void Write(PhaseReport phase, TextWriter output)
    {
        output.WriteLine(
            $"{phase.Name}: {Units.Number(phase.AnsweredPerSecond)} answers a second for {phase.Seconds.ToString("F1", CultureInfo.InvariantCulture)} s: "
            + $"{phase.Allowed} allowed, {phase.Refused} refused, {phase.Wrong} wrong, {phase.Errors} errors");
        if (phase.ToleratedErrors > 0)
        {
            output.WriteLine($"  {phase.ToleratedErrors} × the service answered with an error, as it may here");
        }

        Write("latency, corrected", phase.Corrected, output);
        Write("latency, as sent", phase.Uncorrected, output);
        string cpu = phase.CpuPerRequest is { } server ? $"server {Cpu(server)}, " : "";
        output.WriteLine($"  {"CPU a request",-20}{cpu}generator {Cpu(phase.GeneratorCpuPerRequest)}");
        foreach ((string kind, long count) in phase.ErrorKinds.OrderByDescending(kind => kind.Value))
        {
            output.WriteLine($"  {count} × {kind}");
        }
    }

    private static void Write(string name, Percentiles at, TextWriter output) => output.WriteLine(
        $"  {name,-20}p50 {Units.Time(at.P50)}, p90 {Units.Time(at.P90)}, p99 {Units.Time(at.P99)}, p99.9 {Units.Time(at.P999)}, longest {Units.Time(at.Max)}");

    private static string Time(DateTimeOffset time) => time.ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Cpu(double microseconds) => string.Create(CultureInfo.InvariantCulture, $"{microseconds:F1} µs");
}
