namespace Authz.Grpc.Server;

internal static class DeadlineTimer
{
    // The longest that a timer can be set to, some 49 days. No call with a deadline lives that long, so a later one is no deadline.
    private static readonly TimeSpan DelayMax = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>A source that is cancelled when the deadline comes, and never when there is none.</summary>
    public static CancellationTokenSource Start(DateTimeOffset? deadline, TimeProvider clock)
    {
        if (deadline is null)
        {
            return new CancellationTokenSource();
        }

        TimeSpan delay = deadline.Value - clock.GetUtcNow();
        return delay > DelayMax
            ? new CancellationTokenSource()
            : new CancellationTokenSource(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, clock);
    }
}
