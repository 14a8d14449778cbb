using System.Collections.Concurrent;

namespace Authz.Envoy.Tests.Harness;

/// <summary>
/// Starts processes. Envoy asks the kernel to be sent SIGTERM when its parent dies (PR_SET_PDEATHSIG), and by that the kernel means the
/// thread that started it: one of the thread pool, which ends when it was idle for a while, takes its Envoys with it.
/// </summary>
internal static class ParentThread
{
    private static readonly BlockingCollection<Action> starts = [];

    static ParentThread() => new Thread(Run) { IsBackground = true, Name = "parent of servers" }.Start();

    /// <summary>Runs it on a thread that lives as long as this process.</summary>
    public static T Run<T>(Func<T> start)
    {
        var started = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        starts.Add(() =>
        {
            try
            {
                started.SetResult(start());
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static void Run()
    {
        foreach (Action start in starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
