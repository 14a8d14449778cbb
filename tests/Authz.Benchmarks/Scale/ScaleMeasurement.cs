using System.Diagnostics;
using Authz.Benchmarks.Measuring;
using Authz.Benchmarks.Shapes;
using Authz.Policies;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Benchmarks.Scale;

/// <summary>One shape of one size: loaded once, as a service does, then asked.</summary>
internal static class ScaleMeasurement
{
    private const int Rounds = 33;
    private const double Megabyte = 1e6;
    private static readonly TimeSpan SlowHotPass = TimeSpan.FromMilliseconds(5);

    public static ScaleRow Run(string name, int rules)
    {
        PolicyShape shape = ShapeCatalog.Write(name, rules);
        SourceSet sources = shape.Files.ToSources();
        var row = new ScaleRow { Shape = name, Rules = shape.Rules, TextMegabytes = sources.Files.Sum(file => file.Value.Length) / Megabyte };

        // What was compiled a first time, by the runtime, is not the policies' cost.
        DecideWorkload.Compile(ShapeCatalog.Write(ShapeCatalog.Usual, 100));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        (row, DecisionTree? tree) = Load(row, sources);
        double peak = Peak();
        if (tree is null)
        {
            return row with { PeakMegabytes = peak };
        }

        row = row with { PeakMegabytes = peak, TreeMegabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Megabyte };
        return Ask(row, DecideWorkload.Of(shape, tree));
    }

    private static ScaleRow Ask(ScaleRow row, DecideWorkload workload)
    {
        long start = Stopwatch.GetTimestamp();
        workload.DecideHot();
        if (Stopwatch.GetElapsedTime(start) > SlowHotPass)
        {
            workload.PassCalls = DecideWorkload.HotCount;
        }

        Measured[] measured = Ruler.Interleave(
            Rounds,
            workload.HotDecisions(),
            workload.HotRequests(),
            workload.HotLookups(),
            workload.RandomDecisions(),
            workload.RandomRequests(),
            workload.RandomLookups());
        return row with
        {
            HotNanoseconds = measured[0].Without(measured[1]).Median,
            HotLookupNanoseconds = measured[2].Median,
            RandomNanoseconds = measured[3].Without(measured[4]).Median,
            RandomLookupNanoseconds = measured[5].Median,
        };
    }

    // A method of its own, so that nothing but the tree outlives it.
    private static (ScaleRow Row, DecisionTree? Tree) Load(ScaleRow row, SourceSet sources)
    {
        var diagnostics = new DiagnosticBag();
        long start = Stopwatch.GetTimestamp();
        PolicySyntax syntax = PolicyReader.Read(sources, diagnostics);
        double read = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        BoundPolicySet bound = PolicyBinder.Bind(syntax, diagnostics);
        double bind = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (diagnostics.HasErrors)
        {
            return (row with { Refusal = diagnostics.ToSorted().First(finding => finding.IsError).ToString() }, null);
        }

        try
        {
            DecisionTree tree = PolicyCompiler.Compile(bound, new CompilationOptions());
            double compile = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            return (row with { ReadMilliseconds = read, BindMilliseconds = bind - read, CompileMilliseconds = compile - bind }, tree);
        }
        catch (Exception refusal)
        {
            return (row with { Refusal = refusal.GetType().Name }, null);
        }
    }

    private static double Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / Megabyte;
    }
}
