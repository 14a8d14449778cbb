using System.Diagnostics;
using Authz.Policies.Compilation;

namespace Authz.Store;

/// <summary>
/// Compiles in small portions beside the checks. A collection stops them for as long as it takes to copy what is still in use, so
/// it comes after each portion, while there is little of that, and the calls that waited are answered before the next. Within a portion
/// whoever waits for the core gets it often: threads that wake do not take it, and Linux would leave it to the compilation for milliseconds.
/// </summary>
public sealed class ReloadPace : CompilationPace
{
    /// <summary>Allocated by the thread that compiles.</summary>
    internal const long PortionBytes = 512 * 1024;

    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(8);

    private long nextBytes;
    private long turnBegan;

    public override void Rest()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated < nextBytes && nextBytes - allocated <= PortionBytes)
        {
            YieldAfterTurn();
            return;
        }

        // Another thread than before has another count: it begins with a portion of its own.
        nextBytes = allocated + PortionBytes;
        GC.Collect(generation: 1, GCCollectionMode.Forced, blocking: true, compacting: false);
        Thread.Sleep(Pause);
        turnBegan = Stopwatch.GetTimestamp();
    }

    private void YieldAfterTurn()
    {
        if (Stopwatch.GetElapsedTime(turnBegan) >= Turn)
        {
            Thread.Yield();
            turnBegan = Stopwatch.GetTimestamp();
        }
    }
}
