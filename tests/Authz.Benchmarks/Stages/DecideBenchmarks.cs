using Authz.Benchmarks.Measuring;
using Authz.Benchmarks.Shapes;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Stages;

/// <summary>
/// The decision alone. Below it: requests that are put together and given to nobody, and one lookup of a text. What stands
/// above it is <see cref="NaiveBenchmarks"/>.
/// </summary>
public class DecideBenchmarks
{
    private const int SmallestRules = 1_000;

    private static readonly Dictionary<(string, int), DecideWorkload> workloads = [];

    private DecideWorkload usual = Of(ShapeCatalog.Usual, SmallestRules);
    private DecideWorkload conditional = Of(ShapeCatalog.Conditional, SmallestRules);

    [Params(SmallestRules, 10_000, 100_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Load()
    {
        usual = Of(ShapeCatalog.Usual, Rules);
        conditional = Of(ShapeCatalog.Conditional, Rules);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = DecideWorkload.HotCount)]
    public int FixedAnswer() => usual.PutHotTogether();

    [Benchmark(OperationsPerInvoke = DecideWorkload.HotCount)]
    public int HotLookup() => usual.LookHot();

    [Benchmark(OperationsPerInvoke = DecideWorkload.RandomCount)]
    public int RandomLookup() => usual.LookRandom();

    [Benchmark(OperationsPerInvoke = DecideWorkload.HotCount)]
    public int Hot() => usual.DecideHot();

    [Benchmark(OperationsPerInvoke = DecideWorkload.RandomCount)]
    public int Random() => usual.DecideRandom();

    [Benchmark(OperationsPerInvoke = DecideWorkload.HotCount)]
    public int HotRefused() => usual.DecideRefused();

    [Benchmark(OperationsPerInvoke = DecideWorkload.HotCount)]
    public int HotWithConditions() => conditional.DecideHot();

    [Benchmark(OperationsPerInvoke = DecideWorkload.RandomCount)]
    public int RandomWithConditions() => conditional.DecideRandom();

    private static DecideWorkload Of(string shape, int rules)
    {
        if (!workloads.TryGetValue((shape, rules), out DecideWorkload? workload))
        {
            workload = DecideWorkload.Of(ShapeCatalog.Write(shape, rules));
            workloads.Add((shape, rules), workload);
        }

        return workload;
    }
}
