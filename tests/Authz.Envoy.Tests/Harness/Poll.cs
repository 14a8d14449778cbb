namespace Authz.Envoy.Tests.Harness;

/// <summary>Waits until something can be observed, and fails with what was expected when it never can.</summary>
internal static class Poll
{
    private static readonly TimeSpan between = TimeSpan.FromMilliseconds(20);

    // Long enough for a machine that does ten other things; nobody waits longer than it takes.
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(180);

    /// <param name="describe">Asked only when the wait fails.</param>
    public static async Task UntilAsync(Func<Task<bool>> observed, Func<string> describe, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(patience);
        using var timer = new PeriodicTimer(between);
        try
        {
            while (!await observed())
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"not within {patience.TotalSeconds} s: {describe()}");
        }
    }
}
