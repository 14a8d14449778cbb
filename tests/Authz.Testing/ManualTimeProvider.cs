namespace Authz.Testing;

/// <summary>A clock that a test moves by hand. Timers fire while it is moved, each at its own time, on the mover's thread.</summary>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private TimeSpan elapsed;
    private readonly List<(TimeSpan DueIn, TaskCompletionSource Source)> waiters = [];

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return start + elapsed;
        }
    }

    public override long GetTimestamp()
    {
        lock (gate)
        {
            return elapsed.Ticks;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, stopping at each timer on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TimeSpan target;
        lock (gate)
        {
            target = elapsed + by;
        }

        while (NextDue(target) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Done as soon as some timer is due in exactly that time: the code under test waits for it.</summary>
    public Task WhenTimerIsDueInAsync(TimeSpan dueIn)
    {
        lock (gate)
        {
            if (timers.Exists(timer => timer.Due - elapsed == dueIn))
            {
                return Task.CompletedTask;
            }

            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((dueIn, source));
            return source.Task;
        }
    }

    internal void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            timers.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Due = elapsed + dueTime;
                timers.Add(timer);
                TellWaitersNeedsLock(dueTime);
            }
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (gate)
        {
            timers.Remove(timer);
        }
    }

    /// <summary>Moves to the first timer due until then and takes it out, or moves to the target.</summary>
    private ManualTimer? NextDue(TimeSpan target)
    {
        lock (gate)
        {
            ManualTimer? next = timers.Where(timer => timer.Due <= target).MinBy(static timer => timer.Due);
            if (next is null)
            {
                elapsed = target;
                return null;
            }

            elapsed = next.Due > elapsed ? next.Due : elapsed;
            timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                next.Due = elapsed + next.Period;
                timers.Add(next);
            }

            return next;
        }
    }

    private void TellWaitersNeedsLock(TimeSpan dueIn)
    {
        foreach ((_, TaskCompletionSource source) in waiters.Where(waiter => waiter.DueIn == dueIn))
        {
            source.TrySetResult();
        }

        waiters.RemoveAll(waiter => waiter.DueIn == dueIn);
    }
}
