using System.Net;
using Authz.Service.Rpc;

namespace Authz.Service.Tests.Rpc.Allocations;

/// <summary>What a check costs in managed memory over its socket: HTTP/2, gRPC and decision together.</summary>
[Collection(Alone.Name)]
public sealed class WireAllocationTests : IDisposable
{
    private const int WarmChecks = 3_000;
    private const int WarmRoundsMax = 100;
    private const int Checks = 5_000;
    private const int BytesPerCheckMax = 200;

    private readonly MeasuredSet set = new();
    private readonly string folder = Directory.CreateTempSubdirectory("authz-wire").FullName;

    [Theory]
    [InlineData("spiffe", "/r1/guarded/7")]
    [InlineData("token", "/r1/plain/7")]
    public async Task A_check_over_HTTP2_allocates_next_to_nothing(string proof, string path)
    {
        foreach ((string name, string text) in set.Files())
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, TestContext.Current.CancellationToken);
        }

        await using RpcHost host = await RpcHost.StartServiceAsync(folder);
        using var connection = new FrugalConnection((IPEndPoint)host.Endpoint.Address, CheckEndpoint.Method, set.Check(proof, path));
        WarmUp(connection);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        int allowed = connection.Call(Checks);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(Checks, allowed);
        Assert.InRange(allocated / Checks, 0, BytesPerCheckMax);
    }

    public void Dispose()
    {
        set.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The first ones come before the policies are in force, and before the runtime has made the code as fast as it gets.</summary>
    private static void WarmUp(FrugalConnection connection)
    {
        for (int round = 0; round < WarmRoundsMax && connection.Call(WarmChecks) < WarmChecks; round++)
        {
        }
    }
}
