using System.Diagnostics;

namespace Authz.LoadGenerator.Running;

/// <summary>
/// When each request of a phase is due. Each time is computed from the start, so that no rounding adds up and no delay moves those
/// behind it.
/// </summary>
internal sealed class Schedule
{
    private readonly long start;
    private readonly double interval;
    private long sent;
    private long end = long.MaxValue;

    public Schedule(Phase phase, long start)
    {
        this.start = start;
        interval = phase.Rate > 0 ? (double)Stopwatch.Frequency / phase.Rate : double.PositiveInfinity;
        Next = phase.Rate > 0 ? start : long.MaxValue;
    }

    /// <summary>When the next request is due.</summary>
    public long Next { get; private set; }

    public bool IsDue(long now) => Next <= now && Next < end;

    /// <summary>Nothing is due from then on.</summary>
    public void EndAt(long time) => end = time;

    public void Advance() => Next = start + (long)(++sent * interval);

    /// <summary>How long to wait at most.</summary>
    /// <param name="isWaiting">Only answers are waited for.</param>
    public TimeSpan UntilNext(long now, long most, bool isWaiting)
    {
        // A request that is due and found no connection waits for an answer, too.
        long until = isWaiting || IsDue(now) ? most : Math.Min(Next - now, most);
        return Clock.Time(until);
    }
}
