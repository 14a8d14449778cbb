using Authz.Benchmarks.World;
using Authz.Pdp;
using Authz.Pdp.Requests;
using Authz.Policies.Requests;
using Authz.Testing;
using BenchmarkDotNet.Attributes;
using Envoy.Service.Auth.V3;

namespace Authz.Benchmarks.Stages;

/// <summary>Wire to attributes. Below it: a message whose bytes are only counted. Above: a tree of objects.</summary>
public class ReaderBenchmarks
{
    private readonly HeaderSlot[] slots = new HeaderSlot[CheckCall.HeaderSlotCount];
    private byte[] message = [];

    [Params("merged, 1.3 KB", "35-mtls-spiffe", "40-mtls-realistic")]
    public string Message { get; set; } = "";

    [GlobalSetup]
    public void Load() => message = Message.StartsWith("merged", StringComparison.Ordinal)
        ? ServedWorld.Merged.ToBytes()
        : File.ReadAllBytes(TestCases.Path("check", $"{Message}.bin"));

    [Benchmark(Baseline = true)]
    public int FixedAnswer() => message.Length;

    [Benchmark]
    public int Reader()
    {
        AccessRequest request = CheckRequestReader.Read(new CheckCall { Message = message, Time = default, Id = default, HeaderSlots = slots });
        return request.Headers.Count;
    }

    [Benchmark]
    public int Protobuf() => CheckRequest.Parser.ParseFrom(message).Attributes.Request.Http.Path.Length;
}
