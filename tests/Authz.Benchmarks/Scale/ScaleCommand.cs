using System.Globalization;
using Authz.Benchmarks.Shapes;
using Authz.Testing;

namespace Authz.Benchmarks.Scale;

/// <summary>`scale [rules at most]`: every shape at every size, each in a process of its own.</summary>
internal static class ScaleCommand
{
    private static readonly int[] sizes = [100, 1_000, 10_000, 100_000];

    public static async Task RunAsync(int rulesMax, TextWriter output)
    {
        var rows = new List<ScaleRow>();
        foreach (ShapeKind kind in ShapeCatalog.All)
        {
            foreach (int rules in sizes.Where(size => size <= rulesMax))
            {
                ScaleRow row = ScaleProcess.Run(kind.Name, rules);
                rows.Add(row);
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Shape,-14} {row.Rules,8:#,0} rules: hot {row.HotNanoseconds:#,0} ns, random {row.RandomNanoseconds:#,0} ns, {row.TreeMegabytes:F1} MB, loaded in {row.LoadMilliseconds:#,0} ms {row.Refusal}"));
            }
        }

        await ScaleReport.WriteAsync(rows, Repository.PathTo("docs", "performance"));
    }
}
