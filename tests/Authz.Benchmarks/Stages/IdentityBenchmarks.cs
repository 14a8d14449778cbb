using Authz.Benchmarks.World;
using Authz.Pdp;
using Authz.Pdp.Identities;
using Authz.Pdp.Requests;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using BenchmarkDotNet.Attributes;

namespace Authz.Benchmarks.Stages;

/// <summary>Who calls, for each proof, over 200 blocks. Below it: nobody shows anything.</summary>
public class IdentityBenchmarks
{
    private const int Proofs = 64;
    private const int Rules = 10_000;

    private readonly HeaderSlot[] slots = new HeaderSlot[CheckCall.HeaderSlotCount];
    private ServedWorld world = ServedWorld.Of(Rules);
    private byte[] anonymous = [];
    private byte[] spiffe = [];
    private byte[] dns = [];
    private byte[] forwarded = [];
    private byte[] apiKey = [];
    private byte[] signature = [];

    [GlobalSetup]
    public void Load()
    {
        world = ServedWorld.Of(Rules);
        anonymous = new CheckMessage().ToBytes();
        spiffe = ServedWorld.BySpiffe.ToBytes();
        dns = ServedWorld.ByDns.ToBytes();
        forwarded = ServedWorld.ByForwarded.ToBytes();
        apiKey = ServedWorld.ByApiKey.ToBytes();
        signature = ServedWorld.BySignature(0).ToBytes();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Proofs)]
    public int Nobody() => Prove(anonymous);

    [Benchmark(OperationsPerInvoke = Proofs)]
    public int Spiffe() => Prove(spiffe);

    [Benchmark(OperationsPerInvoke = Proofs)]
    public int CertificateDns() => Prove(dns);

    [Benchmark(OperationsPerInvoke = Proofs)]
    public int ForwardedCertificate() => Prove(forwarded);

    [Benchmark(OperationsPerInvoke = Proofs)]
    public int ApiKey() => Prove(apiKey);

    /// <summary>The same one again: it is verified whole before it is found to be used up.</summary>
    [Benchmark(OperationsPerInvoke = Proofs)]
    public int MessageSignature() => Prove(signature);

    private int Prove(byte[] message)
    {
        CallerIdentities identities = world.Version.Identities;
        AccessRequest request = CheckRequestReader.Read(
            new CheckCall { Message = message, Time = TimeProvider.System.GetUtcNow(), Id = default, HeaderSlots = slots });
        int blocks = 0;
        for (int i = 0; i < Proofs; i++)
        {
            Caller caller = identities.Prove(in request);
            blocks += caller.Block;
        }

        return blocks;
    }
}
