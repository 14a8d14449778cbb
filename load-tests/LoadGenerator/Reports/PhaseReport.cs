using Authz.LoadGenerator.Measuring;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Reports;

/// <summary>One phase in figures: what the JSON report says and the others show.</summary>
public sealed record PhaseReport
{
    // Five points for each nine, as far as four nines behind the point.
    private const int CurvePoints = 25;

    public required string Name { get; init; }

    /// <summary>Requests a second that were asked for; 0: as many as <see cref="InFlight"/> in flight brings.</summary>
    public required int Rate { get; init; }

    public required int InFlight { get; init; }

    public required double Seconds { get; init; }

    public required long Requests { get; init; }

    public required double AnsweredPerSecond { get; init; }

    public required long Allowed { get; init; }

    public required long Refused { get; init; }

    public required long ToleratedErrors { get; init; }

    public required long Wrong { get; init; }

    public required long Errors { get; init; }

    public required IReadOnlyDictionary<string, long> ErrorKinds { get; init; }

    public required long Retried { get; init; }

    public required Percentiles Corrected { get; init; }

    public required Percentiles Uncorrected { get; init; }

    public required Percentiles SendDelay { get; init; }

    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    public required IReadOnlyList<TimelinePoint> Timeline { get; init; }

    /// <summary>Of the server's process, in microseconds; null: nobody said which one it is.</summary>
    public double? CpuPerRequest { get; init; }

    /// <summary>Of this program, the same.</summary>
    public double GeneratorCpuPerRequest { get; init; }

    public long? ResidentBytesAtStart { get; init; }

    public long? ResidentBytesAtEnd { get; init; }

    public static PhaseReport Of(Phase phase, Recorder recorder, ProcessSample? before, ProcessSample? after, TimeSpan ownCpu)
    {
        long requests = recorder.Corrected.Count;
        double perRequest = requests > 0 ? 1e6 / requests : 0;
        double seconds = recorder.Duration.TotalSeconds;
        return new PhaseReport
        {
            Name = phase.Name,
            Rate = phase.Rate,
            InFlight = phase.Closed,
            Seconds = seconds,
            Requests = requests,
            AnsweredPerSecond = seconds > 0 ? recorder.Answered / seconds : 0,
            Allowed = recorder.Allowed,
            Refused = recorder.Refused,
            ToleratedErrors = recorder.ToleratedErrors,
            Wrong = recorder.Wrong,
            Errors = recorder.Errors,
            ErrorKinds = recorder.ErrorKinds,
            Retried = recorder.Retried,
            Corrected = Percentiles.Of(recorder.Corrected),
            Uncorrected = Percentiles.Of(recorder.Uncorrected),
            SendDelay = Percentiles.Of(recorder.SendDelay),
            Curve = [.. Enumerable.Range(0, CurvePoints + 1).Select(step => CurvePointAt(recorder, step))],
            Timeline = recorder.Timeline,
            CpuPerRequest = before is not null && after is not null ? (after.CpuSeconds - before.CpuSeconds) * perRequest : null,
            GeneratorCpuPerRequest = ownCpu.TotalSeconds * perRequest,
            ResidentBytesAtStart = before?.ResidentBytes,
            ResidentBytesAtEnd = after?.ResidentBytes,
        };
    }

    private static CurvePoint CurvePointAt(Recorder recorder, int step)
    {
        double percentile = 100 * (1 - Math.Pow(10, -step / 5.0));
        return new CurvePoint(percentile, recorder.Corrected.At(percentile) / 1e3, recorder.Uncorrected.At(percentile) / 1e3);
    }
}
