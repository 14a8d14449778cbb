using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Stages;

/// <summary>The evaluator that goes through the documents: what the tree saves. It takes seconds at 100,000 rules.</summary>
public class NaiveBenchmarks
{
    private const int SmallestRules = 100;

    private NaiveWorkload naive = new(SmallestRules);

    [Params(SmallestRules, 1_000, 10_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Load() => naive = new NaiveWorkload(Rules);

    [Benchmark]
    public int NaiveEvaluator() => naive.Decide();
}
