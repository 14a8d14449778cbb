using System.Diagnostics;

namespace Authz.LoadGenerator.Running;

/// <summary>Ticks of the monotonic clock.</summary>
internal static class Clock
{
    private static readonly double nanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    public static long Now => Stopwatch.GetTimestamp();

    public static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    public static long Nanoseconds(long ticks) => (long)(ticks * nanosecondsPerTick);

    public static TimeSpan Time(long ticks) => Stopwatch.GetElapsedTime(0, ticks);
}
