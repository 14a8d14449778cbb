using Authz.Benchmarks.World;
using Authz.Pdp;
using Authz.Pdp.Identities;
using Authz.Pdp.Requests;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Stages;

/// <summary>A token seen before, and one that is seen for the first time. Below it: nobody shows anything.</summary>
public class TokenBenchmarks
{
    private const int Proofs = 16;
    private const int Rules = 10_000;

    private readonly HeaderSlot[] slots = new HeaderSlot[CheckCall.HeaderSlotCount];
    private readonly byte[] anonymous = new CheckMessage().ToBytes();
    private ServedWorld world = ServedWorld.Of(Rules);
    private byte[] message = [];

    [Params("RS256", "ES256", "EdDSA")]
    public string Algorithm { get; set; } = "";

    [GlobalSetup]
    public void Load()
    {
        world = ServedWorld.Of(Rules);
        message = ServedWorld.ByToken(Algorithm).ToBytes();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Proofs)]
    public int Nobody() => Prove(world.Version.Identities, anonymous);

    [Benchmark(OperationsPerInvoke = Proofs)]
    public int SeenBefore() => Prove(world.Version.Identities, message);

    [Benchmark(OperationsPerInvoke = Proofs)]
    public int FirstSeen() => Prove(world.Forgetful, message);

    private int Prove(CallerIdentities identities, byte[] check)
    {
        AccessRequest request = CheckRequestReader.Read(
            new CheckCall { Message = check, Time = TimeProvider.System.GetUtcNow(), Id = default, HeaderSlots = slots });
        int blocks = 0;
        for (int i = 0; i < Proofs; i++)
        {
            Caller caller = identities.Prove(in request);
            blocks += caller.Block;
        }

        return blocks;
    }
}
