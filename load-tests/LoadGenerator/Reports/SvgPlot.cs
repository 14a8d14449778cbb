using System.Globalization;
using System.Net;
using System.Text;

namespace Authz.LoadGenerator.Reports;

/// <summary>Lines over two axes, as SVG that stands in the page and takes its colours.</summary>
internal sealed class SvgPlot(string title, string xLabel, string yLabel)
{
    private const int Width = 760;
    private const int Height = 300;
    private const int Left = 70;
    private const int Right = 10;
    private const int Top = 34;
    private const int Bottom = 44;
    private const int TicksWanted = 6;

    private static readonly int[] tickSteps = [1, 2, 5, 10];
    private static readonly string[] colors = ["#2f6fde", "#d1622b", "#2a9d68", "#8a4fc7", "#c23b75", "#7a7a1f"];

    /// <summary>Whether a latency ten times as long stands one step higher; zero stands at the bottom.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Ticks of the x axis; null: round numbers.</summary>
    public IReadOnlyList<(double X, string Text)>? XTicks { get; init; }

    public required IReadOnlyList<PlotSeries> Series { get; init; }

    public string Write()
    {
        (double X, double Y)[] points = [.. Series.SelectMany(series => series.Points)];
        if (points.Length == 0)
        {
            return "";
        }

        (double xMin, double xMax) = (points.Min(point => point.X), points.Max(point => point.X));
        double yMax = Scaled(points.Max(point => point.Y));
        double yMin = IsLogarithmic ? Math.Min(Scaled(points.Min(point => point.Y)), yMax) : 0;
        (yMin, yMax) = IsLogarithmic ? (Math.Floor(yMin), Math.Max(Math.Ceiling(yMax), Math.Floor(yMin) + 1)) : (0, yMax > 0 ? yMax * 1.05 : 1);
        xMax = xMax > xMin ? xMax : xMin + 1;
        double X(double x) => Left + ((x - xMin) / (xMax - xMin) * (Width - Left - Right));
        double Y(double y) => Height - Bottom - ((Math.Max(Scaled(y), yMin) - yMin) / (yMax - yMin) * (Height - Top - Bottom));

        var svg = new StringBuilder();
        svg.Append($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encode(title)}\">");
        svg.Append($"<text class=\"title\" x=\"{Left}\" y=\"16\">{Encode(title)}</text>");
        foreach (double y in IsLogarithmic ? Decades(yMin, yMax) : Round(0, yMax))
        {
            svg.Append($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{F(Y(y))}\" y2=\"{F(Y(y))}\"/>");
            svg.Append($"<text class=\"tick end\" x=\"{Left - 6}\" y=\"{F(Y(y) + 4)}\">{F(y)}</text>");
        }

        foreach ((double x, string text) in XTicks ?? [.. Round(xMin, xMax).Select(x => (x, F(x)))])
        {
            if (x >= xMin && x <= xMax)
            {
                svg.Append($"<text class=\"tick middle\" x=\"{F(X(x))}\" y=\"{Height - Bottom + 16}\">{Encode(text)}</text>");
            }
        }

        svg.Append($"<text class=\"tick end\" x=\"{Width - Right}\" y=\"{Height - 8}\">{Encode(xLabel)}</text>");
        svg.Append($"<text class=\"tick\" x=\"4\" y=\"{Top - 4}\">{Encode(yLabel)}</text>");
        for (int i = 0; i < Series.Count; i++)
        {
            AppendSeries(svg, Series[i], X, Y);
        }

        return svg.Append("</svg>").Append(Legend()).ToString();
    }

    private static void AppendSeries(StringBuilder svg, PlotSeries series, Func<double, double> x, Func<double, double> y)
    {
        string points = string.Join(' ', series.Points.Select(point => $"{F(x(point.X))},{F(y(point.Y))}"));
        string dashes = series.IsDashed ? " stroke-dasharray=\"5 4\"" : "";
        svg.Append($"<polyline fill=\"none\" stroke=\"{ColorOf(series)}\" stroke-width=\"1.6\"{dashes} points=\"{points}\"/>");
    }

    private string Legend() => "<p class=\"legend\">" + string.Concat(Series.Select(series =>
        $"<span><i style=\"border-top:2px {(series.IsDashed ? "dashed" : "solid")} {ColorOf(series)}\"></i>{Encode(series.Name)}</span>")) + "</p>";

    private double Scaled(double y) => IsLogarithmic ? Math.Log10(Math.Max(y, 1e-3)) : y;

    private static IEnumerable<double> Decades(double min, double max)
    {
        for (double exponent = min; exponent <= max; exponent++)
        {
            yield return Math.Pow(10, exponent);
        }
    }

    private static IEnumerable<double> Round(double min, double max)
    {
        double rough = (max - min) / TicksWanted;
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = tickSteps.Select(factor => factor * power).First(candidate => candidate >= rough);
        for (double tick = Math.Ceiling(min / step) * step; tick <= max; tick += step)
        {
            yield return tick;
        }
    }

    private static string ColorOf(PlotSeries series) => colors[series.Color % colors.Length];

    private static string F(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
