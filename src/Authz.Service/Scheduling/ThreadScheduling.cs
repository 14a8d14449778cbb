using System.Globalization;
using System.Runtime.InteropServices;

namespace Authz.Service.Scheduling;

/// <summary>
/// Makes every thread of the process one of SCHED_BATCH. The thread that waits for sockets wakes with each packet; as an
/// ordinary one it takes the core from the thread that is answering, only to hand it more to answer.
/// </summary>
internal static partial class ThreadScheduling
{
    private const string ThreadFolder = "/proc/self/task";
    private const int SchedBatch = 3;

    /// <summary>Called before the host is built: threads that begin later have the policy of the one that starts them.</summary>
    /// <returns>Why it could not be done, or null. The service then runs as well as it did without.</returns>
    public static string? Apply(SchedulingMode mode)
    {
        if (mode == SchedulingMode.Inherited || !OperatingSystem.IsLinux())
        {
            return null;
        }

        if (!TrySetBatch(thread: 0))
        {
            return Marshal.GetLastPInvokeErrorMessage();
        }

        foreach (string folder in Directory.EnumerateDirectories(ThreadFolder))
        {
            // The runtime's own threads; one of them may have ended meanwhile.
            _ = TrySetBatch(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
        }

        return null;
    }

    private static bool TrySetBatch(int thread)
    {
        // The structure of SCHED_BATCH has one field, and that must be 0.
        int priority = 0;
        return SetScheduler(thread, SchedBatch, in priority) == 0;
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static partial int SetScheduler(int thread, int policy, in int parameters);
}
