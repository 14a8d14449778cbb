namespace Authz.Envoy.Tests.Harness;

/// <summary>Waits until something can be observed, and fails with what was expected when it never can.</summary>
internal static class Poll
{
    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(20);

    /// <summary>Long enough for a machine that does ten other things; nobody waits longer than it takes.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(120);

    /// <param name="describe">Asked only when the wait fails.</param>
    public static async Task UntilAsync(Func<Task<bool>> observed, Func<string> describe, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(between);
        try
        {
            // One that never answers is no reason to wait for ever.
            while (!await observed().WaitAsync(deadline.Token))
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"not within {Patience.TotalSeconds} s: {describe()}");
        }
    }
}
