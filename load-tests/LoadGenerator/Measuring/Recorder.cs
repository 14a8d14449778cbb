using Authz.LoadGenerator.Answers;
using Authz.LoadGenerator.Http2;
using Authz.LoadGenerator.Running;
using Authz.Workloads.Requests;

namespace Authz.LoadGenerator.Measuring;

/// <summary>What became of the requests of one phase. Written by the loop's thread alone; <see cref="Latest"/> may be read by others.</summary>
public sealed class Recorder(TimeSpan interval)
{
    private readonly LatencyHistogram recent = new();
    private readonly List<TimelinePoint> timeline = [];
    private readonly Dictionary<string, long> errorKinds = new(StringComparer.Ordinal);
    private readonly long intervalTicks = Clock.Ticks(interval);
    private long start;
    private long pointStart;
    private long recentErrors;
    private volatile TimelinePoint? latest;

    /// <summary>From when a request was due: what a caller waited that came by the schedule.</summary>
    public LatencyHistogram Corrected { get; } = new();

    /// <summary>From when it was sent: what the server took once it had it.</summary>
    public LatencyHistogram Uncorrected { get; } = new();

    /// <summary>How late requests were sent.</summary>
    public LatencyHistogram SendDelay { get; } = new();

    public long Answered { get; private set; }

    public long Allowed { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Answers that say that the service has an error, to requests of which that may come.</summary>
    public long ToleratedErrors { get; private set; }

    /// <summary>Answers with another verdict than the expected one, or with none.</summary>
    public long Wrong { get; private set; }

    /// <summary>Requests without an answer, and answers that say that the service has an error.</summary>
    public long Errors { get; private set; }

    /// <summary>Sent twice, as the server said that it did not look at them.</summary>
    public long Retried { get; private set; }

    public IReadOnlyDictionary<string, long> ErrorKinds => errorKinds;

    public IReadOnlyList<TimelinePoint> Timeline => timeline;

    public TimelinePoint? Latest => latest;

    public TimeSpan Duration { get; private set; }

    internal void Start(long now) => start = pointStart = now;

    internal void End(long now)
    {
        AddPoint(now);
        Duration = Clock.Time(now - start);
    }

    internal void Tick(long now)
    {
        if (start != 0 && now - pointStart >= intervalTicks)
        {
            AddPoint(now);
        }
    }

    internal void RecordRetry() => Retried++;

    /// <summary>It was due, and no connection could take it before its time was over.</summary>
    internal void RecordUnsent(long intended, long now)
    {
        Fail("not sent in time: no connection could take it");
        RecordLatency(intended, now);
    }

    /// <summary>It was answered, and not by the version by which it had to be.</summary>
    internal void RecordWrong(in CallSlot call, string kind, long now)
    {
        RecordTimes(in call, now);
        Answered++;
        Wrong++;
        CountKind($"wrong: {kind}");
    }

    internal void Record(in CallSlot call, CallOutcome outcome, int detail, ExpectedVerdict expected, long now)
    {
        RecordTimes(in call, now);
        if (outcome != CallOutcome.Answered)
        {
            Fail(TextOf(outcome, detail));
            return;
        }

        Answered++;
        Allowed += call.Answer == AnswerKind.Allowed ? 1 : 0;
        Refused += call.Answer == AnswerKind.Refused ? 1 : 0;
        if (AnswerReader.Agrees(call.Answer, expected))
        {
            ToleratedErrors += call.Answer == AnswerKind.Error ? 1 : 0;
        }
        else if (call.Answer == AnswerKind.Error)
        {
            Fail("the service answered with an error");
        }
        else
        {
            Wrong++;
            CountKind($"wrong: {call.Answer} where {expected} was expected");
        }
    }

    private void RecordTimes(in CallSlot call, long now)
    {
        Uncorrected.Record(Clock.Nanoseconds(now - call.Sent));
        SendDelay.Record(Clock.Nanoseconds(call.Sent - call.Intended));
        RecordLatency(call.Intended, now);
    }

    private void RecordLatency(long intended, long now)
    {
        long nanoseconds = Clock.Nanoseconds(now - intended);
        Corrected.Record(nanoseconds);
        recent.Record(nanoseconds);
    }

    private void Fail(string kind)
    {
        Errors++;
        recentErrors++;
        CountKind(kind);
    }

    private void CountKind(string kind) => errorKinds[kind] = errorKinds.GetValueOrDefault(kind) + 1;

    private void AddPoint(long now)
    {
        double seconds = Clock.Time(now - pointStart).TotalSeconds;
        if (recent.Count > 0 || seconds >= interval.TotalSeconds)
        {
            var point = new TimelinePoint(
                Clock.Time(now - start).TotalSeconds,
                seconds > 0 ? recent.Count / seconds : 0,
                recent.At(50) / 1e3,
                recent.At(99) / 1e3,
                recent.MaxNanoseconds / 1e3,
                recentErrors);
            timeline.Add(point);
            latest = point;
        }

        recent.Clear();
        recentErrors = 0;
        pointStart = now;
    }

    private static string TextOf(CallOutcome outcome, int detail) => outcome switch
    {
        CallOutcome.Failed when detail is >= 100 and < 600 => $"HTTP status {detail}",
        CallOutcome.Failed when detail < 0 => "no gRPC status came",
        CallOutcome.Failed when detail == 0 => "status OK without an answer",
        CallOutcome.Failed => $"gRPC status {detail}",
        CallOutcome.Reset => $"the server reset the stream, code {detail}",
        CallOutcome.Lost => "the connection was lost",
        CallOutcome.TimedOut => "timed out",
        CallOutcome.Answered or CallOutcome.Unprocessed => "answered",
    };
}
