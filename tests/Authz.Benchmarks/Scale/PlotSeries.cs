namespace Authz.Benchmarks.Scale;

/// <param name="Points">From left to right.</param>
/// <param name="IsReference">Drawn dashed: what the others are to be compared with.</param>
internal sealed record PlotSeries(string Name, (double X, double Y)[] Points, bool IsReference = false);
