using System.Text.Json;
using Authz.Grpc.Client;
using Authz.Service.Rpc;
using Authz.Service.Tests.Audit;
using Authz.Service.Tests.Rpc;
using Authz.Store;
using Authz.Store.Versions;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Service.Tests.Versions;

/// <summary>The whole service with a journal: what an operator takes away is away, whatever the policies say.</summary>
public sealed class RevocationServiceTests : IDisposable
{
    private const int DeadlineMs = 120_000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authz-revoked-");

    public RevocationServiceTests()
    {
        Directory.CreateDirectory(At("policies"));
        File.WriteAllText(At("policies/set.yaml"), AuditPolicies.Registry);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Fact(Timeout = DeadlineMs)]
    public async Task A_right_is_revoked_at_once_stays_so_over_a_restart_without_policies_and_comes_back_when_it_is_lifted()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        await using (RpcHost host = await StartAsync())
        {
            IVersionRepository repository = host.Services.GetRequiredService<IVersionRepository>();
            Assert.Equal((0, "1-"), await AskAsync(host));
            Revocation revocation = await repository.RevokeAsync(new RevocationOrder("registry", "registry/records", "x", "breach"), cancellation);
            Assert.Equal((7, "revoked"), await AskAsync(host));
            await host.StopAsync();

            JsonElement line = AuditRecords.ReadFile(At("decisions.log")).Last(static line => AuditRecords.Kind(line) == "decision");
            Assert.Equal(("deny", "revoked"), (AuditRecords.Text(line, "verdict"), AuditRecords.Text(line, "reason")));
            Assert.Equal(revocation.Id, line.GetProperty("revocation").GetInt64());
            Assert.Equal(("registry/records", "read"), (AuditRecords.Text(line, "service"), AuditRecords.Text(line, "operation")));
        }

        Directory.Delete(At("policies"), recursive: true);
        await using RpcHost restarted = await StartAsync();
        PolicyStore store = restarted.Services.GetRequiredService<PolicyStore>();
        Assert.True(store.Status.IsFallback);
        Assert.Equal((7, "revoked"), await AskAsync(restarted));

        await restarted.Services.GetRequiredService<IVersionRepository>().LiftAsync(1, "x", "mended", cancellation);
        Assert.Equal((0, "1-"), await AskAsync(restarted));
    }

    private async Task<RpcHost> StartAsync()
    {
        RpcHost host = await RpcHost.StartServiceAsync(
            At("policies"), "--data", At("data"), "--decision-log", At("decisions.log"), "--certificate", "when-present", "--settle", "0s",
            "--check-deadline", "1m");
        await host.WhenServingAsync();
        return host;
    }

    /// <summary>The code, and why, or the version that allows.</summary>
    private static async Task<(int Code, string Reason)> AskAsync(RpcHost host)
    {
        GrpcReply reply = await host.Client.UnaryAsync(
            CheckEndpoint.Method, RegistryRequest.Of("nurse").ToByteArray(), TimeSpan.FromSeconds(30), cancellationToken: TestContext.Current.CancellationToken);
        CheckResponse response = CheckResponse.Parser.ParseFrom(reply.Message.Span);
        return response.DynamicMetadata.Fields.TryGetValue("reason", out Google.Protobuf.WellKnownTypes.Value? reason)
            ? (response.Status.Code, reason.StringValue)
            : (response.Status.Code, response.DynamicMetadata.Fields["version"].StringValue[..2]);
    }

    private string At(string path) => Path.Combine(folder.FullName, path);
}
