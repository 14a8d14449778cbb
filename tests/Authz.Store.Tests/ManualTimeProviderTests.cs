using Authz.Testing;

namespace Authz.Store.Tests;

/// <summary>The clock that the tests of time rest on.</summary>
public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider clock = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_and_see_their_own()
    {
        var fired = new List<string>();
        using ITimer late = Timer("late", fired, 30, 0);
        using ITimer early = Timer("early", fired, 10, 0);
        using ITimer often = Timer("often", fired, 5, 20);

        clock.Advance(TimeSpan.FromMilliseconds(30));

        Assert.Equal(["often 5", "early 10", "often 25", "late 30"], fired);
        Assert.Equal(30, (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds);
    }

    [Fact]
    public void A_timer_that_was_changed_or_disposed_does_not_fire()
    {
        var fired = new List<string>();
        ITimer disposed = Timer("disposed", fired, 10, 0);
        using ITimer changed = Timer("changed", fired, 10, 0);
        disposed.Dispose();
        changed.Change(TimeSpan.FromMilliseconds(20), Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromMilliseconds(19));

        Assert.Empty(fired);
    }

    [Fact]
    public void Elapsed_time_is_what_the_clock_was_moved_by()
    {
        long start = clock.GetTimestamp();

        clock.Advance(TimeSpan.FromSeconds(1.5));

        Assert.Equal(TimeSpan.FromSeconds(1.5), clock.GetElapsedTime(start));
    }

    private ITimer Timer(string name, List<string> fired, int dueMs, int periodMs) => clock.CreateTimer(
        _ => fired.Add($"{name} {(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds}"),
        null,
        TimeSpan.FromMilliseconds(dueMs),
        periodMs == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(periodMs));
}
