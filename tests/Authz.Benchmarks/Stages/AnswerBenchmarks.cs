using System.Buffers;
using Authz.Benchmarks.World;
using Authz.Pdp;
using Authz.Pdp.Answers;
using Authz.Policies.Decisions;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Stages;

/// <summary>Decision to wire. Below it: bytes that are the same for everybody.</summary>
public class AnswerBenchmarks
{
    private const int Rules = 10_000;

    private static readonly Caller web = Caller.Proved(0, IdentityProofs.Spiffe);
    private static readonly Decision allow = new() { Effect = Effect.Allow, Reason = DecisionReason.AllowedByRule, Rule = 7 };
    private static readonly Decision deny = new() { Reason = DecisionReason.NoRule };
    private static readonly DecisionId id = new(1, 2);

    private readonly ReusedBuffer response = new();
    private CheckAnswers answers = ServedWorld.Of(Rules).Version.Answers;
    private byte[] same = [];

    [GlobalSetup]
    public void Load()
    {
        answers = ServedWorld.Of(Rules).Version.Answers;
        answers.Write(in allow, in web, in id, response);
        same = response.Written.ToArray();
    }

    [Benchmark(Baseline = true)]
    public int FixedAnswer()
    {
        response.Reset();
        response.Write(same);
        return response.Written.Length;
    }

    [Benchmark]
    public int Allow() => Write(in allow);

    [Benchmark]
    public int Deny() => Write(in deny);

    private int Write(in Decision decision)
    {
        response.Reset();
        answers.Write(in decision, in web, in id, response);
        return response.Written.Length;
    }
}
