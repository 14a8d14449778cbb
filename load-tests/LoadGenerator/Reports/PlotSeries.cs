namespace Authz.LoadGenerator.Reports;

/// <summary>A line of a plot.</summary>
/// <param name="Color">Number of its colour; lines of one thing share it.</param>
internal sealed record PlotSeries(string Name, IReadOnlyList<(double X, double Y)> Points, int Color, bool IsDashed = false);
