namespace Authz.LoadGenerator.Reports;

/// <summary>A percentile and the latency there, in microseconds, with and without the wait before a late request was sent.</summary>
public sealed record CurvePoint(double Percentile, double Corrected, double Uncorrected);
