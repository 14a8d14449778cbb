using System.Diagnostics;
using System.Globalization;
using Authz.Benchmarks.Measuring;
using Authz.Benchmarks.Scale;
using Authz.Benchmarks.Shapes;
using Authz.Policies;
using Authz.Policies.Compilation;
using YamlDotNet.Core;

namespace Authz.Benchmarks.Gate;

/// <summary>What it takes to load a set: read, bind and compile, against the YAML library's own part of it.</summary>
internal static class LoadGate
{
    private const int Rules = 100_000;
    private const int Rounds = 3;

    public static IEnumerable<GateRow> Rows()
    {
        PolicyFiles files = ShapeCatalog.Write(ShapeCatalog.Usual, Rules).Files;
        SourceSet sources = files.ToSources();
        string[] texts = [.. files.Texts().Select(file => file.Value)];
        var load = new double[Rounds];
        var parse = new double[Rounds];
        for (int round = -1; round < Rounds; round++)
        {
            double loaded = Time(() => Load(sources));
            double parsed = Time(() => Parse(texts));
            if (round >= 0)
            {
                load[round] = loaded;
                parse[round] = parsed;
            }
        }

        var ours = new Measured(load);
        var theirs = new Measured(parse);
        yield return new GateRow(
            "loading 100,000 rules ÷ YamlDotNet's parsing of the same text", ours.Over(theirs), "", 2,
            string.Create(CultureInfo.InvariantCulture, $"{ours.Median:F0} ÷ {theirs.Median:F0} ms"));
        ScaleRow alone = ScaleProcess.Run(ShapeCatalog.Usual, Rules);
        yield return new GateRow("a process that loads 100,000 rules, at its peak", alone.PeakMegabytes, "MB", null, $"the text among it: {alone.TextMegabytes:F0} MB");
    }

    public static void Load(SourceSet sources) => GC.KeepAlive(PolicyCompilation.Run(sources, new CompilationOptions()).Tree
        ?? throw new InvalidOperationException("a generated set does not compile"));

    /// <summary>Events alone: what the library does before anybody looks at a value.</summary>
    public static int Parse(string[] texts)
    {
        int events = 0;
        foreach (string text in texts)
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                events++;
            }
        }

        return events;
    }

    private static double Time(Action work)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
