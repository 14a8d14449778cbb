using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Authz.Benchmarks.Measuring;

/// <summary>
/// CPU time of this thread: what another program takes of the core meanwhile does not count. Elsewhere than on Linux it is the
/// wall's time.
/// </summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID of time.h
    private const double NanosecondsPerSecond = 1e9;

    public static double Nanoseconds
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return Stopwatch.GetTimestamp() * (NanosecondsPerSecond / Stopwatch.Frequency);
            }

            _ = ReadClock(ThreadCpuTime, out TimeSpec time);
            return (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds;
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadClock(int clock, out TimeSpec time);

    // As C lays it out, on 64 bits.
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
