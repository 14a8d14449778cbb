using System.Globalization;
using System.Net;
using System.Text;

namespace Authz.Benchmarks.Scale;

/// <summary>
/// A plot with two logarithmic axes as one SVG file that needs nothing else. Text and lines take the colours of the page's
/// scheme, and each series has a shape of its own beside its colour.
/// </summary>
internal sealed class SvgPlot(string title, string xTitle, string yTitle)
{
    private const double Width = 860;
    private const double Height = 460;
    private const double Left = 84;
    private const double Right = 640;
    private const double Top = 48;
    private const double Bottom = 396;
    private const double LegendLine = 22;

    // Okabe and Ito's colours, told apart by most eyes, in the tones that stand on white and on black.
    private static readonly string[] colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#3f9bd8", "#8c6bb1", "#a05a2c", "#7f7f7f"];

    public string Write(IReadOnlyList<PlotSeries> series)
    {
        var x = new PlotAxis(series.SelectMany(one => one.Points).Select(point => point.X), Left, Right);
        var y = new PlotAxis(series.SelectMany(one => one.Points).Select(point => point.Y), Bottom, Top);
        var svg = new StringBuilder();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" font-family=\"system-ui, sans-serif\" font-size=\"13\">");
        Line(svg, $"<title>{Escape(title)}</title>");
        svg.Append("<style>.p{fill:#fff}.t{fill:#222}.g{stroke:#ddd}.a{stroke:#555}@media(prefers-color-scheme:dark){.p{fill:#0d1117}.t{fill:#ddd}.g{stroke:#333}.a{stroke:#999}}</style>\n");
        Line(svg, $"<rect class=\"p\" width=\"{Width}\" height=\"{Height}\"/>");
        Line(svg, $"<text class=\"t\" x=\"{Left}\" y=\"26\" font-size=\"16\">{Escape(title)}</text>");
        WriteAxes(svg, x, y);
        for (int i = 0; i < series.Count; i++)
        {
            WriteSeries(svg, series[i], i, x, y);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private void WriteAxes(StringBuilder svg, PlotAxis x, PlotAxis y)
    {
        foreach (double tick in x.Ticks())
        {
            double at = x.Place(tick);
            Line(svg, $"<line class=\"g\" x1=\"{at:F1}\" y1=\"{Top}\" x2=\"{at:F1}\" y2=\"{Bottom}\"/>");
            Line(svg, $"<text class=\"t\" x=\"{at:F1}\" y=\"{Bottom + 18}\" text-anchor=\"middle\">{PlotAxis.Label(tick)}</text>");
        }

        foreach (double tick in y.Ticks())
        {
            double at = y.Place(tick);
            Line(svg, $"<line class=\"g\" x1=\"{Left}\" y1=\"{at:F1}\" x2=\"{Right}\" y2=\"{at:F1}\"/>");
            Line(svg, $"<text class=\"t\" x=\"{Left - 8}\" y=\"{at + 4:F1}\" text-anchor=\"end\">{PlotAxis.Label(tick)}</text>");
        }

        Line(svg, $"<path class=\"a\" fill=\"none\" d=\"M{Left} {Top}V{Bottom}H{Right}\"/>");
        Line(svg, $"<text class=\"t\" x=\"{(Left + Right) / 2}\" y=\"{Height - 16}\" text-anchor=\"middle\">{Escape(xTitle)}</text>");
        double middle = (Top + Bottom) / 2;
        Line(svg, $"<text class=\"t\" transform=\"translate(20 {middle}) rotate(-90)\" text-anchor=\"middle\">{Escape(yTitle)}</text>");
    }

    private static void WriteSeries(StringBuilder svg, PlotSeries series, int number, PlotAxis x, PlotAxis y)
    {
        string colour = colours[number % colours.Length];
        string dash = series.IsReference ? " stroke-dasharray=\"5 4\"" : "";
        (double X, double Y)[] points = [.. series.Points.Where(point => point.Y > 0).Select(point => (x.Place(point.X), y.Place(point.Y)))];
        if (points.Length > 0)
        {
            string path = string.Join('L', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:F1} {point.Y:F1}")));
            Line(svg, $"<path fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash} d=\"M{path}\"/>");
        }

        foreach ((double atX, double atY) in points)
        {
            WriteMark(svg, number, colour, atX, atY);
        }

        double legend = Top + 8 + (number * LegendLine);
        WriteMark(svg, number, colour, Right + 24, legend);
        Line(svg, $"<text class=\"t\" x=\"{Right + 38}\" y=\"{legend + 4}\">{Escape(series.Name)}</text>");
    }

    private static void WriteMark(StringBuilder svg, int number, string colour, double x, double y)
    {
        string form = (number % 4) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"4\""),
            1 => string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{x - 4:F1}\" y=\"{y - 4:F1}\" width=\"8\" height=\"8\""),
            2 => string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{x:F1} {y - 5:F1}l5 9h-10z\""),
            _ => string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{x:F1} {y - 5:F1}l5 5l-5 5l-5 -5z\""),
        };
        svg.Append(form).Append(CultureInfo.InvariantCulture, $" fill=\"{colour}\"/>\n");
    }

    private static void Line(StringBuilder svg, FormattableString line) => svg.Append(FormattableString.Invariant(line)).Append('\n');

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
