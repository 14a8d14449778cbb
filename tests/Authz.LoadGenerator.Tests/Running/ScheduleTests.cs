using System.Diagnostics;
using Authz.LoadGenerator.Running;

namespace Authz.LoadGenerator.Tests.Running;

public sealed class ScheduleTests
{
    [Fact]
    public void Requests_are_due_by_the_start_alone_and_no_rounding_adds_up()
    {
        var schedule = new Schedule(new Phase("", 3, 0, TimeSpan.FromSeconds(1)), start: 1000);
        for (int second = 0; second < 5; second++)
        {
            Assert.Equal(1000 + (second * Stopwatch.Frequency), schedule.Next);
            schedule.Advance();
            schedule.Advance();
            schedule.Advance();
        }
    }

    [Fact]
    public void Nothing_is_due_from_the_end_on()
    {
        var schedule = new Schedule(new Phase("", 1, 0, TimeSpan.FromSeconds(1)), start: 0);
        schedule.EndAt(Stopwatch.Frequency);
        Assert.True(schedule.IsDue(0));
        schedule.Advance();
        Assert.False(schedule.IsDue(long.MaxValue));
    }

    [Fact]
    public void Saturation_has_no_schedule() =>
        Assert.False(new Schedule(new Phase("", 0, 8, TimeSpan.FromSeconds(1)), start: 0).IsDue(long.MaxValue - 1));
}
