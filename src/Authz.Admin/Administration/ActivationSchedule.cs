using System.Collections.Immutable;
using System.Globalization;
using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>
/// Activations that wait for their time, in this process: nothing comes into force by itself after a restart. All rules are asked
/// when it is scheduled and once more when it is done, and anything that came into force meanwhile stops it.
/// </summary>
/// <param name="beginning">Hears of each before it is done. What it throws stops it.</param>
/// <param name="finished">Hears of each that was done or refused.</param>
public sealed class ActivationSchedule(
    PolicyAdministration administration, TimeProvider clock, Action<ScheduledActivation> beginning, Action<ScheduledActivation> finished) : IDisposable
{
    /// <summary>That wait at one time.</summary>
    public const int WaitingMax = 16;

    /// <summary>Kept to be looked at, those that wait among them.</summary>
    public const int KeptMax = 100;

    public static readonly TimeSpan DelayMax = TimeSpan.FromDays(7);

    private readonly Lock gate = new();
    private readonly Dictionary<long, ITimer> timers = [];
    private ImmutableArray<ScheduledActivation> all = [];
    private long lastId;

    /// <summary>Latest first.</summary>
    public ImmutableArray<ScheduledActivation> All
    {
        get
        {
            lock (gate)
            {
                return all;
            }
        }
    }

    public ScheduledActivation Add(ActivationRequest request, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero || delay > DelayMax)
        {
            throw new AdministrationException(
                Refusal.Invalid, string.Create(CultureInfo.InvariantCulture, $"a delay is more than zero and at most {DelayMax.TotalSeconds} seconds"));
        }

        RepositoryState state = administration.State;
        VersionRecord version = administration.RequireActivatable(state, request);
        long epoch = state.Active?.Epoch ?? 0;
        lock (gate)
        {
            if (timers.Count == WaitingMax)
            {
                throw new AdministrationException(Refusal.Conflict, $"{WaitingMax} activations wait already: cancel one first");
            }

            var scheduled = new ScheduledActivation(
                ++lastId, version.Digest, version.Number, request.By, request.Reason, clock.GetUtcNow() + delay, epoch, ScheduleStatus.Waiting, "");
            all = [scheduled, .. all.Where((former, index) => former.Status == ScheduleStatus.Waiting || index < KeptMax - 1)];
            timers[scheduled.Id] = clock.CreateTimer(_ => _ = RunAsync(scheduled), null, delay, Timeout.InfiniteTimeSpan);
            return scheduled;
        }
    }

    public ScheduledActivation Cancel(long id, string by)
    {
        lock (gate)
        {
            ScheduledActivation scheduled = all.FirstOrDefault(kept => kept.Id == id)
                ?? throw new AdministrationException(Refusal.NotFound, $"no activation {id} is scheduled, or this process has been started since");
            return TakeNeedsLock(id)
                ? ReplaceNeedsLock(scheduled with { Status = ScheduleStatus.Cancelled, Outcome = $"cancelled by {by}" })
                : throw new AdministrationException(Refusal.Conflict, $"activation {id} does not wait any more");
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (ITimer timer in timers.Values)
            {
                timer.Dispose();
            }

            timers.Clear();
        }
    }

    private async Task RunAsync(ScheduledActivation scheduled)
    {
        lock (gate)
        {
            if (!TakeNeedsLock(scheduled.Id))
            {
                return;
            }
        }

        ScheduledActivation after;
        try
        {
            beginning(scheduled);
            Activation activation = await administration.ActivateAsync(
                new ActivationRequest(scheduled.Digest, scheduled.By, scheduled.Reason, scheduled.ExpectedEpoch), CancellationToken.None).ConfigureAwait(false);
            after = scheduled with { Status = ScheduleStatus.Done, Outcome = $"in force since epoch {activation.Epoch}" };
        }
        catch (Exception failure)
        {
            after = scheduled with { Status = ScheduleStatus.Refused, Outcome = failure.Message };
        }

        try
        {
            // Whoever is shown that it is done finds it in the log.
            finished(after);
        }
        finally
        {
            lock (gate)
            {
                ReplaceNeedsLock(after);
            }
        }
    }

    private bool TakeNeedsLock(long id)
    {
        if (!timers.Remove(id, out ITimer? timer))
        {
            return false;
        }

        timer.Dispose();
        return true;
    }

    private ScheduledActivation ReplaceNeedsLock(ScheduledActivation scheduled)
    {
        all = [.. all.Select(kept => kept.Id == scheduled.Id ? scheduled : kept)];
        return scheduled;
    }
}
