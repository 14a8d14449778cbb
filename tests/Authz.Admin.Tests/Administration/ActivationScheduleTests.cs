using Authz.Admin.Administration;
using Authz.Store.Versions;

namespace Authz.Admin.Tests.Administration;

public sealed class ActivationScheduleTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly AdministrationBench bench = new();
    private readonly TaskCompletionSource<ScheduledActivation> finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActivationSchedule schedule;

    public ActivationScheduleTests() => schedule = new ActivationSchedule(bench.Administration, bench.Clock, static _ => { }, finished.SetResult);

    [Fact]
    public async Task An_activation_is_done_at_its_time_and_not_before()
    {
        VersionRecord version = await bench.PublishAsync("a");
        schedule.Add(new ActivationRequest("1", "ann", "tonight"), Hour);
        bench.Clock.Advance(Hour - TimeSpan.FromSeconds(1));
        Assert.Equal(ScheduleStatus.Waiting, Assert.Single(schedule.All).Status);
        Assert.Null(bench.Administration.State.Active);

        bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ScheduleStatus.Done, (await finished.Task).Status);
        Assert.Equal(version.Digest, bench.Administration.State.Active?.Digest);
    }

    [Fact]
    public async Task What_came_into_force_meanwhile_stops_it()
    {
        await bench.PublishAsync("a");
        VersionRecord other = await bench.PublishAsync("b");
        schedule.Add(new ActivationRequest("1", "ann", ""), Hour);
        await bench.ActivateAsync(other);
        bench.Clock.Advance(Hour);

        Assert.Equal(ScheduleStatus.Refused, (await finished.Task).Status);
        Assert.Equal(other.Digest, bench.Administration.State.Active?.Digest);
    }

    [Fact]
    public async Task A_rollback_meanwhile_stops_it()
    {
        VersionRecord good = await bench.PublishAsync("a");
        VersionRecord bad = await bench.PublishAsync("b");
        await bench.ActivateAsync(good);
        await bench.ActivateAsync(bad);
        schedule.Add(new ActivationRequest("2", "ann", ""), Hour);
        await bench.Administration.RollbackAsync("1", "bob", "", TestContext.Current.CancellationToken);
        bench.Clock.Advance(Hour);

        Assert.Equal(ScheduleStatus.Refused, (await finished.Task).Status);
        Assert.Equal(good.Digest, bench.Administration.State.Active?.Digest);
    }

    [Fact]
    public async Task What_is_cancelled_is_never_done()
    {
        await bench.PublishAsync("a");
        ScheduledActivation scheduled = schedule.Add(new ActivationRequest("1", "ann", ""), Hour);

        Assert.Equal(ScheduleStatus.Cancelled, schedule.Cancel(scheduled.Id, "bob").Status);
        bench.Clock.Advance(Hour);

        Assert.Null(bench.Administration.State.Active);
        Assert.Equal(Refusal.Conflict, Assert.Throws<AdministrationException>(() => schedule.Cancel(scheduled.Id, "bob")).Refusal);
        Assert.Equal(Refusal.NotFound, Assert.Throws<AdministrationException>(() => schedule.Cancel(99, "bob")).Refusal);
    }

    [Fact]
    public async Task So_many_wait_and_no_more()
    {
        await bench.PublishAsync("a");
        for (int i = 0; i < ActivationSchedule.WaitingMax; i++)
        {
            schedule.Add(new ActivationRequest("1", "ann", ""), ActivationSchedule.DelayMax);
        }

        AdministrationException full = Assert.Throws<AdministrationException>(() => schedule.Add(new ActivationRequest("1", "ann", ""), Hour));
        Assert.Equal(Refusal.Conflict, full.Refusal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(604_801)]
    public async Task A_delay_has_bounds(int seconds)
    {
        await bench.PublishAsync("a");
        AdministrationException refused = Assert.Throws<AdministrationException>(
            () => schedule.Add(new ActivationRequest("1", "ann", ""), TimeSpan.FromSeconds(seconds)));
        Assert.Equal(Refusal.Invalid, refused.Refusal);
    }

    public void Dispose()
    {
        schedule.Dispose();
        bench.Dispose();
    }
}
