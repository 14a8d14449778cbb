namespace Authz.LoadGenerator.Measuring;

/// <summary>One interval of a phase. Latencies are corrected, in microseconds; the rate is of requests that ended, a second.</summary>
/// <param name="Seconds">Since the phase began, at the interval's end.</param>
public sealed record TimelinePoint(double Seconds, double Rate, double P50, double P99, double Max, long Errors);
