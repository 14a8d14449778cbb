using System.Globalization;
using System.Text;
using System.Text.Json;
using Authz.Benchmarks.Measuring;
using Authz.Benchmarks.Shapes;

namespace Authz.Benchmarks.Scale;

/// <summary>What a run of all shapes leaves behind: the figures as they are, a table, and plots.</summary>
internal static class ScaleReport
{
    private const string Rules = "rules";

    private static readonly JsonSerializerOptions indented = new() { WriteIndented = true };

    public static async Task WriteAsync(IReadOnlyList<ScaleRow> rows, string folder)
    {
        Directory.CreateDirectory(folder);
        await WriteAsync(folder, "scale.json", JsonSerializer.Serialize(rows, indented) + "\n");
        await WriteAsync(folder, "scale.md", Table(rows));
        await PlotAsync(rows, folder, "decide-random", "One decision, questions that no cache holds", "CPU ns a decision", row => row.RandomNanoseconds, row => row.RandomLookupNanoseconds);
        await PlotAsync(rows, folder, "decide-hot", "One decision, the same 64 questions again and again", "CPU ns a decision", row => row.HotNanoseconds, row => row.HotLookupNanoseconds);
        await PlotAsync(rows, folder, "tree-bytes", "The compiled form", "MB", row => row.TreeMegabytes, null);
        await PlotAsync(rows, folder, "load", "Loading: read, bind, compile", "ms", row => row.LoadMilliseconds, null);
        await PlotAsync(rows, folder, "peak", "The loading process at its peak", "MB", row => row.PeakMegabytes, null);
    }

    private static async Task PlotAsync(
        IReadOnlyList<ScaleRow> rows, string folder, string name, string title, string unit, Func<ScaleRow, double> value, Func<ScaleRow, double>? reference)
    {
        List<PlotSeries> series =
        [
            .. rows.GroupBy(row => row.Shape).Select(shape => new PlotSeries(
                shape.Key, [.. shape.Where(row => row.Refusal.Length == 0).Select(row => ((double)row.Rules, value(row)))])),
        ];
        if (reference is not null)
        {
            series.Add(new PlotSeries(
                "a FrozenDictionary lookup",
                [.. rows.Where(row => row.Shape == ShapeCatalog.Usual).Select(row => ((double)row.Rules, reference(row)))],
                IsReference: true));
        }

        await WriteAsync(folder, $"{name}.svg", new SvgPlot(title, Rules, unit).Write(series));
    }

    private static string Table(IReadOnlyList<ScaleRow> rows)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Written by `bench scale` on {Machine.Description}. What may be compared are rows of this table.\n\n");
        text.Append("| shape | what it is |\n|---|---|\n");
        foreach (ShapeKind kind in ShapeCatalog.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {kind.Name} | {kind.About} |\n");
        }

        text.Append("\n| shape | rules | text MB | decide hot ns | ÷ lookup | decide random ns | ÷ lookup | tree MB | read ms | bind ms | compile ms | peak MB |\n");
        text.Append("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (ScaleRow row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.Shape} | {row.Rules:#,0} | {row.TextMegabytes:F1} | ");
            text.Append(row.Refusal.Length == 0 ? Figures(row) : $"refused: {row.Refusal.Replace('|', '/')} | | | | | | | | |\n");
        }

        return text.ToString();
    }

    private static string Figures(ScaleRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.HotNanoseconds:#,0} | {row.HotNanoseconds / row.HotLookupNanoseconds:F1} | {row.RandomNanoseconds:#,0} | {row.RandomNanoseconds / row.RandomLookupNanoseconds:F1} | {row.TreeMegabytes:F1} | {row.ReadMilliseconds:#,0} | {row.BindMilliseconds:#,0} | {row.CompileMilliseconds:#,0} | {row.PeakMegabytes:#,0} |\n");

    private static Task WriteAsync(string folder, string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text);
}
