using System.Text.Json;
using System.Xml.Linq;
using Authz.LoadGenerator.Reports;

namespace Authz.LoadGenerator.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void The_page_has_four_plots_and_fetches_nothing()
    {
        string page = HtmlReport.Write(SampleReport.Run);

        // HTML that is also XML can be read here; only the two tags without an end are not.
        XElement root = XElement.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]
            .Replace("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">", "", StringComparison.Ordinal)
            .Replace("<br>", "", StringComparison.Ordinal));
        Assert.Equal(4, root.Descendants("svg").Count());
        Assert.All(root.Descendants("polyline"), line => Assert.Matches(@"^([\d.]+,[\d.]+ ?)+$", line.Attribute("points")?.Value));
        Assert.Contains("1000/s <&>", root.Value, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_about_nothing_is_a_page()
    {
        PhaseReport empty = SampleReport.Phase with { Timeline = [], Curve = [] };
        Assert.Contains("</html>", HtmlReport.Write(SampleReport.Run with { Phases = [empty], Process = [] }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_JSON_report_says_what_the_run_was()
    {
        using var stream = new MemoryStream();
        JsonReport.Write(SampleReport.Run with { Failures = ["late"] }, stream);
        using var json = JsonDocument.Parse(stream.ToArray());
        Assert.False(json.RootElement.GetProperty("isGood").GetBoolean());
        Assert.Equal(300, json.RootElement.GetProperty("phases")[0].GetProperty("corrected").GetProperty("p99").GetDouble());
        Assert.Equal(18_000_000, json.RootElement.GetProperty("residentGrowthBytes").GetInt64());
    }

    [Fact]
    public void The_text_names_figures_failures_and_doubts()
    {
        using var text = new StringWriter();
        TextReport.Write(SampleReport.Run with { Failures = ["late"], Doubts = ["busy"] }, text);
        string[] expected = ["1500 allowed, 500 refused, 0 wrong, 0 errors", "p99 300 µs", "server 9.5 µs", "doubtful: busy", "FAILED: late", "not good"];
        Assert.All(expected, part => Assert.Contains(part, text.ToString(), StringComparison.Ordinal));
    }
}
