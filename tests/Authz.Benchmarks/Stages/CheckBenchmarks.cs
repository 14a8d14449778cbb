using System.Buffers;
using Authz.Benchmarks.World;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Stages;

/// <summary>The whole check without its transport, over 10,000 rules: bytes to bytes. Below it: the same bytes for everybody.</summary>
public class CheckBenchmarks
{
    private const int Rules = 10_000;

    private readonly ReusedBuffer response = new();
    private readonly byte[] allowed = ServedWorld.BySpiffe.ToBytes();
    private readonly byte[] conditional = (ServedWorld.BySpiffe with { Target = "/r1/gov/b0/guarded/7" }).ToBytes();
    private readonly byte[] refused = (ServedWorld.BySpiffe with { Target = "/r1/gov/b0/other/7" }).ToBytes();
    private readonly byte[] token = ServedWorld.ByToken("ES256").ToBytes();
    private readonly byte[] anonymous = new CheckMessage().ToBytes();
    private ServedWorld world = ServedWorld.Of(Rules);
    private byte[] same = [];

    [GlobalSetup]
    public void Load()
    {
        world = ServedWorld.Of(Rules);
        world.Check(allowed);
        same = world.Answer.ToArray();
    }

    [Benchmark(Baseline = true)]
    public int FixedAnswer()
    {
        response.Reset();
        response.Write(same);
        return response.Written.Length;
    }

    [Benchmark]
    public int Allowed() => world.Check(allowed);

    [Benchmark]
    public int AllowedWithConditions() => world.Check(conditional);

    [Benchmark]
    public int AllowedByToken() => world.Check(token);

    [Benchmark]
    public int Refused() => world.Check(refused);

    [Benchmark]
    public int RefusedAnonymous() => world.Check(anonymous);
}
