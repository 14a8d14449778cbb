using System.Globalization;
using System.Net;
using System.Text;
using Authz.LoadGenerator.Measuring;

namespace Authz.LoadGenerator.Reports;

/// <summary>A run as one page that needs nothing else: no script, no font, no network.</summary>
public static class HtmlReport
{
    private const string Style =
        """
        :root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:820px;margin:2em auto;padding:0 1em}
        h1{font-size:1.5em;margin-bottom:.2em}code{overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%;font-size:.87em;font-variant-numeric:tabular-nums}
        th,td{text-align:right;padding:.25em .5em;border-bottom:1px solid #8884}th:first-child,td:first-child{text-align:left}
        .good,.bad{display:inline-block;padding:.1em .7em;border-radius:1em;color:#fff;font-weight:600}.good{background:#237a4b}.bad{background:#b3261e}
        svg{width:100%;height:auto;margin-top:1.5em}svg text{fill:currentColor;font-size:11px}svg .title{font-size:14px;font-weight:600}
        .grid{stroke:#8884}.end{text-anchor:end}.middle{text-anchor:middle}
        .legend{font-size:.8em;margin:0}.legend span{margin-right:1.2em}.legend i{display:inline-block;width:1.8em;margin-right:.4em;vertical-align:middle}
        """;

    private static readonly (double, string)[] nines =
        [(0, "0"), (1, "90 %"), (2, "99 %"), (3, "99.9 %"), (4, "99.99 %"), (5, "99.999 %")];

    public static string Write(RunReport report)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">");
        page.Append($"<title>Load test: {(report.IsGood ? "good" : "failed")}</title><style>{Style}</style></head><body>");
        page.Append($"<h1>Load test <span class=\"{(report.IsGood ? "good" : "bad")}\">{(report.IsGood ? "good" : "failed")}</span></h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>{report.StartedAt:yyyy-MM-dd HH:mm:ss} UTC, {Encode(report.Machine)}<br><code>{Encode(report.Command)}</code></p>");
        AppendList(page, "Fails by", report.Failures);
        AppendList(page, "Doubtful", report.Doubts);
        AppendTable(page, report);
        PhaseReport[] phases = [.. AllPhases(report)];
        page.Append(Curve(phases).Write()).Append(Latency(report.Phases).Write()).Append(Rate(report.Phases).Write());
        if (report.Process.Count > 1)
        {
            page.Append(Memory(report.Process).Write());
        }

        AppendList(page, "What went wrong", [.. phases.SelectMany(phase => phase.ErrorKinds.Select(kind => $"{phase.Name}: {kind.Value} × {kind.Key}"))]);
        return page.Append("</body></html>\n").ToString();
    }

    private static IEnumerable<PhaseReport> AllPhases(RunReport report) =>
        report.Flood is { } flood ? report.Phases.Append(flood) : report.Phases;

    private static void AppendList(StringBuilder page, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            page.Append($"<p><strong>{title}</strong></p><ul>").AppendJoin("", lines.Select(line => $"<li>{Encode(line)}</li>")).Append("</ul>");
        }
    }

    private static void AppendTable(StringBuilder page, RunReport report)
    {
        page.Append("<table><tr><th>phase</th><th>answers/s</th><th>allowed</th><th>refused</th><th>wrong</th><th>errors</th>"
            + "<th>p50</th><th>p99</th><th>p99.9</th><th>longest</th><th>p99 as sent</th><th>CPU</th></tr>");
        foreach (PhaseReport phase in AllPhases(report))
        {
            string cpu = phase.CpuPerRequest is { } microseconds ? string.Create(CultureInfo.InvariantCulture, $"{microseconds:F1} µs") : "";
            string[] cells =
            [
                phase.Name, Units.Number(phase.AnsweredPerSecond), Units.Number(phase.Allowed), Units.Number(phase.Refused),
                Units.Number(phase.Wrong), Units.Number(phase.Errors), Units.Time(phase.Corrected.P50), Units.Time(phase.Corrected.P99),
                Units.Time(phase.Corrected.P999), Units.Time(phase.Corrected.Max), Units.Time(phase.Uncorrected.P99), cpu,
            ];
            page.Append("<tr>").AppendJoin("", cells.Select(cell => $"<td>{Encode(cell)}</td>")).Append("</tr>");
        }

        page.Append("</table>");
    }

    private static SvgPlot Curve(IReadOnlyList<PhaseReport> phases) =>
        new("Latency by percentile", "share of requests that were answered by then", "ms")
        {
            IsLogarithmic = true,
            XTicks = nines,
            Series =
            [
                .. phases.SelectMany((phase, color) => new PlotSeries[]
                {
                    new(phase.Name, [.. phase.Curve.Select((point, step) => (step / 5.0, point.Corrected / 1000))], color),
                    new($"{phase.Name}, as sent", [.. phase.Curve.Select((point, step) => (step / 5.0, point.Uncorrected / 1000))], color, IsDashed: true),
                }),
            ],
        };

    private static SvgPlot Latency(IReadOnlyList<PhaseReport> phases) => new("Latency over time, corrected", "s", "ms")
    {
        IsLogarithmic = true,
        Series =
        [
            new("longest", OverTime(phases, point => point.Max / 1000), 1),
            new("p99", OverTime(phases, point => point.P99 / 1000), 0),
            new("p50", OverTime(phases, point => point.P50 / 1000), 2),
        ],
    };

    private static SvgPlot Rate(IReadOnlyList<PhaseReport> phases) => new("Requests that ended, a second", "s", "1/s")
    {
        Series = [new("all", OverTime(phases, point => point.Rate), 0), new("errors, in the interval", OverTime(phases, point => point.Errors), 1)],
    };

    private static SvgPlot Memory(IReadOnlyList<ProcessSample> samples) => new("Memory of the server's process", "s", "MB")
    {
        Series =
        [
            new("resident", OverTime(samples, sample => sample.ResidentBytes), 3),
            .. samples.All(sample => sample.Parts is not null) ? PartsOf(samples) : [],
        ],
    };

    private static IEnumerable<PlotSeries> PartsOf(IReadOnlyList<ProcessSample> samples) =>
    [
        new("private", OverTime(samples, sample => sample.Parts!.PrivateBytes), 0),
        new("files", OverTime(samples, sample => sample.Parts!.FileBytes), 2),
        new("compiled code", OverTime(samples, sample => sample.Parts!.SharedBytes), 1),
    ];

    private static IReadOnlyList<(double X, double Y)> OverTime(IReadOnlyList<ProcessSample> samples, Func<ProcessSample, long> bytes) =>
        [.. samples.Select(sample => (sample.Seconds, bytes(sample) / 1048576.0))];

    // One behind the other.
    private static List<(double X, double Y)> OverTime(IReadOnlyList<PhaseReport> phases, Func<TimelinePoint, double> value)
    {
        var points = new List<(double, double)>();
        double start = 0;
        foreach (PhaseReport phase in phases)
        {
            points.AddRange(phase.Timeline.Select(point => (start + point.Seconds, value(point))));
            start += phase.Seconds;
        }

        return points;
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
