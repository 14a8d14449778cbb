using System.Diagnostics;

namespace Authz.Benchmarks.Measuring;

/// <summary>
/// Times passes against each other: round by round each has its turn, so that a machine which slows down does so for all. What
/// is told are medians; a ratio is the median of the rounds' ratios.
/// </summary>
internal static class Ruler
{
    // Until then the runtime replaces methods by faster ones, on a thread of its own that needs its share of the machine.
    private const double WarmNanoseconds = 4e8;
    private static readonly TimeSpan warmTime = TimeSpan.FromSeconds(3);

    public static Measured[] Interleave(int rounds, params ReadOnlySpan<Contender> contenders)
    {
        Warm(contenders);
        var nanoseconds = new double[contenders.Length][];
        for (int i = 0; i < contenders.Length; i++)
        {
            nanoseconds[i] = new double[rounds];
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < contenders.Length; i++)
            {
                double start = ThreadClock.Nanoseconds;
                contenders[i].Pass();
                nanoseconds[i][round] = (ThreadClock.Nanoseconds - start) / contenders[i].Calls;
            }
        }

        return [.. nanoseconds.Select(static rounds => new Measured(rounds))];
    }

    private static void Warm(ReadOnlySpan<Contender> contenders)
    {
        double cpu = ThreadClock.Nanoseconds;
        long wall = Stopwatch.GetTimestamp();
        do
        {
            foreach (Contender contender in contenders)
            {
                contender.Pass();
            }
        }
        while (ThreadClock.Nanoseconds - cpu < contenders.Length * WarmNanoseconds || Stopwatch.GetElapsedTime(wall) < warmTime);
    }
}
