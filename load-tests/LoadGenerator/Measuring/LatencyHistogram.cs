using System.Numerics;

namespace Authz.LoadGenerator.Measuring;

/// <summary>
/// Counts of latencies in buckets that grow with the latency: none is wider than 1/128 of what is in it, so what is read back is
/// at most 0.8 % above what was recorded. Below 256 ns it is exact. Recording is one addition.
/// </summary>
public sealed class LatencyHistogram
{
    // Buckets of one power of two: 7 bits behind the leading one.
    private const int PrecisionBits = 7;
    private const int Buckets = 1 << PrecisionBits;

    // The longest that is told apart: 2^40 ns, 18 minutes.
    private const int ExponentMax = 40;

    private readonly long[] counts = new long[(ExponentMax - PrecisionBits + 1) * Buckets];

    public static TimeSpan LatencyMax { get; } = TimeSpan.FromTicks((1L << ExponentMax) / TimeSpan.NanosecondsPerTick);

    public long Count { get; private set; }

    public long MaxNanoseconds { get; private set; }

    public double MeanNanoseconds => Count == 0 ? 0 : sum / Count;

    private double sum;

    /// <param name="nanoseconds">Below zero counts as zero, beyond <see cref="LatencyMax"/> as that.</param>
    public void Record(long nanoseconds)
    {
        long value = Math.Clamp(nanoseconds, 0, (1L << ExponentMax) - 1);
        counts[IndexOf(value)]++;
        Count++;
        sum += value;
        MaxNanoseconds = Math.Max(MaxNanoseconds, value);
    }

    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }

        Count += other.Count;
        sum += other.sum;
        MaxNanoseconds = Math.Max(MaxNanoseconds, other.MaxNanoseconds);
    }

    public void Clear()
    {
        Array.Clear(counts);
        Count = 0;
        sum = 0;
        MaxNanoseconds = 0;
    }

    /// <summary>A latency that this share of all did not exceed: the upper end of its bucket, and never above the longest.</summary>
    /// <param name="percentile">From 0 to 100.</param>
    public long At(double percentile)
    {
        // The rank is rounded up: of 10 values the 99th percentile is the tenth.
        long rank = Math.Clamp((long)Math.Ceiling(percentile / 100 * Count), 1, Math.Max(1, Count));
        for (int i = 0; i < counts.Length; i++)
        {
            rank -= counts[i];
            if (rank <= 0)
            {
                return Math.Min(UpperEndOf(i), MaxNanoseconds);
            }
        }

        return MaxNanoseconds;
    }

    private static int IndexOf(long value)
    {
        int exponent = Math.Max(BitOperations.Log2((ulong)value | 1) - PrecisionBits, 0);
        return (exponent * Buckets) + (int)(value >> exponent);
    }

    private static long UpperEndOf(int index)
    {
        int exponent = Math.Max((index / Buckets) - 1, 0);
        long start = (long)(index - (exponent * Buckets)) << exponent;
        return start + (1L << exponent) - 1;
    }
}
