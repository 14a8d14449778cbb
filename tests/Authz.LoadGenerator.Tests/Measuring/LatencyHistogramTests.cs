using Authz.LoadGenerator.Measuring;

namespace Authz.LoadGenerator.Tests.Measuring;

public sealed class LatencyHistogramTests
{
    private const double ErrorMax = 1.0 / 128;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_percentile_is_never_below_the_true_one_and_at_most_its_bucket_above(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();

        // From nanoseconds to minutes, each power of ten as likely.
        long[] values = [.. Enumerable.Range(0, 20_000).Select(_ => (long)Math.Pow(10, random.NextDouble() * 11.5))];
        foreach (long value in values)
        {
            histogram.Record(value);
        }

        Array.Sort(values);
        foreach (double percentile in new[] { 0, 1, 25, 50, 90, 99, 99.9, 99.99, 100 })
        {
            long exact = values[Math.Max(0, (int)Math.Ceiling(percentile / 100 * values.Length) - 1)];
            Assert.InRange(histogram.At(percentile), exact, exact + (long)(exact * ErrorMax));
        }

        Assert.Equal(values[^1], histogram.MaxNanoseconds);
        Assert.Equal(values.Average(), histogram.MeanNanoseconds, tolerance: 1);
    }

    [Fact]
    public void Every_value_around_every_power_of_two_is_read_back_within_the_bound()
    {
        for (int exponent = 0; exponent < 40; exponent++)
        {
            foreach (long value in new[] { (1L << exponent) - 1, 1L << exponent, (1L << exponent) + 1 })
            {
                var histogram = new LatencyHistogram();
                histogram.Record(value);

                // Another one far above, so that the longest does not cut it.
                histogram.Record((1L << 40) - 1);
                Assert.InRange(histogram.At(50), value, value + (long)(value * ErrorMax));
            }
        }
    }

    [Fact]
    public void What_is_below_zero_counts_as_zero_and_what_is_too_long_as_the_longest()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(-1);
        histogram.Record(1L << 40);
        Assert.Equal((0, (1L << 40) - 1), (histogram.At(50), histogram.At(100)));
    }

    [Fact]
    public void Two_histograms_add_up_to_that_of_all_and_an_empty_one_says_zero()
    {
        var first = new LatencyHistogram();
        var second = new LatencyHistogram();
        Assert.Equal((0, 0, 0), (first.Count, first.At(99), first.MeanNanoseconds));
        first.Record(10);
        second.Record(30);
        first.Add(second);
        Assert.Equal((2, 10, 30, 20), (first.Count, first.At(50), first.At(99), first.MeanNanoseconds));
        first.Clear();
        Assert.Equal((0, 0), (first.Count, first.At(99)));
    }
}
