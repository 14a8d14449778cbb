using Authz.LoadGenerator.Measuring;

namespace Authz.LoadGenerator.Reports;

/// <summary>Latencies in microseconds.</summary>
public sealed record Percentiles(double P50, double P90, double P99, double P999, double P9999, double Max, double Mean)
{
    public static Percentiles Of(LatencyHistogram histogram) => new(
        histogram.At(50) / 1e3,
        histogram.At(90) / 1e3,
        histogram.At(99) / 1e3,
        histogram.At(99.9) / 1e3,
        histogram.At(99.99) / 1e3,
        histogram.MaxNanoseconds / 1e3,
        histogram.MeanNanoseconds / 1e3);
}
