using System.Globalization;

namespace Authz.Benchmarks.Scale;

/// <summary>A logarithmic axis from one power of ten to another.</summary>
internal sealed class PlotAxis
{
    private readonly int lowest;
    private readonly int highest;
    private readonly double from;
    private readonly double to;

    /// <param name="from">Pixels at the lower end.</param>
    public PlotAxis(IEnumerable<double> values, double from, double to)
    {
        double[] all = [.. values.Where(value => value > 0)];
        lowest = (int)Math.Floor(Math.Log10(all.Min()));
        highest = Math.Max(lowest + 1, (int)Math.Ceiling(Math.Log10(all.Max())));
        this.from = from;
        this.to = to;
    }

    public IEnumerable<double> Ticks() => Enumerable.Range(lowest, highest - lowest + 1).Select(power => Math.Pow(10, power));

    public double Place(double value) => from + ((to - from) * (Math.Log10(value) - lowest) / (highest - lowest));

    public static string Label(double tick) => tick >= 1 ? tick.ToString("#,0", CultureInfo.InvariantCulture) : tick.ToString("0.####", CultureInfo.InvariantCulture);
}
