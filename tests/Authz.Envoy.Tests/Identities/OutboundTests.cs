using System.Text.Json;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Identities;

/// <summary>
/// An application without a certificate calls through a security server that speaks for several: the provider's side hears
/// who it is, from that server and from nobody else.
/// </summary>
[Collection(SharedIdentityDeployment.Name)]
public sealed class OutboundTests(IdentityDeployment deployment)
{
    private const string Client = "SANDBOX/GOV/1001/hospital";

    [Theory]
    [InlineData(null)]
    [InlineData("X-Road-Client: SANDBOX/GOV/1001/hospital")]
    [InlineData("X-Road-Client: SANDBOX/GOV/1001/%68ospital")]
    [InlineData("X-GovStack-Client: SANDBOX/GOV/1001/hospital")]
    [InlineData("x-authz-client: mcts")]
    [InlineData("x-forwarded-client-cert: URI=spiffe://sandbox.gov/bb/mcts")]
    public async Task The_providers_side_hears_who_calls_whatever_the_application_wrote(string? header)
    {
        EnvoyBinary.SkipWithout();
        string call = Guid.NewGuid().ToString();
        int sidecarLogged = deployment.Asking("sidecar-outbound").LogLineCount;
        int gatewayLogged = deployment.Asking("gateway").LogLineCount;

        Assert.Equal(200, await SendAsync("/hospital", header, call));

        ReceivedRequest arrived = Assert.Single(deployment.Applications.Received(call));
        Assert.Equal("hospital", arrived.Headers["x-authz-client"]);
        Assert.Equal(Client, arrived.Headers["x-road-client"]);
        JsonElement there = await LineAsync("sidecar-outbound", call, sidecarLogged);
        Assert.Equal("route", there.GetProperty("proof").GetString());
        JsonElement here = await LineAsync("gateway", call, gatewayLogged);
        Assert.Equal("spiffe://sandbox.gov/ss/health", here.GetProperty("peer").GetString());
        Assert.Equal("spiffe+client_header", here.GetProperty("proof").GetString());
        Assert.Equal("hospital", here.GetProperty("subject").GetString());
    }

    [Theory]
    [InlineData("X-Road-Client: SANDBOX/GOV/1001/postpartum", "client_header_mismatch")]
    [InlineData("X-GovStack-Client: SANDBOX/GOV/1001/postpartum", "client_header_mismatch")]
    [InlineData("Information-Mediator-Client: SANDBOX/GOV/1001/mcts", "client_header_mismatch")]
    [InlineData("authorization: Bearer {token good mcts}", "identity_conflict")]
    [InlineData("x-monitor-key: a key of the monitor, for tests alone", "identity_conflict")]
    public async Task An_application_that_says_it_is_another_does_not_get_out(string header, string reason)
    {
        EnvoyBinary.SkipWithout();
        string call = Guid.NewGuid().ToString();
        int logged = deployment.Asking("sidecar-outbound").LogLineCount;

        Assert.Equal(401, await SendAsync("/any", header, call));

        Assert.Empty(deployment.Applications.Received(call));
        Assert.Equal(reason, (await LineAsync("sidecar-outbound", call, logged)).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_citizens_token_goes_the_whole_way_and_counts_on_both_sides()
    {
        EnvoyBinary.SkipWithout();

        Assert.Equal(200, await SendAsync("/patients/7", "authorization: Bearer {token good 7}", Guid.NewGuid().ToString()));
        Assert.Equal(403, await SendAsync("/patients/8", "authorization: Bearer {token good 7}", Guid.NewGuid().ToString()));
    }

    private Task<int> SendAsync(string path, string? header, string call)
    {
        string[] parts = header is null ? [] : TestIssuer.Fill(header).Split(": ", 2);
        return OutboundCall.SendAsync(
            deployment,
            $"{IdentityDeployment.Base}{path}/{call}",
            parts.Length == 0 ? [] : [new(parts[0], parts[1])],
            call,
            TestContext.Current.CancellationToken);
    }

    private Task<JsonElement> LineAsync(string listener, string call, int skipped) =>
        deployment.Asking(listener).RequestLineAsync(call, TestContext.Current.CancellationToken, skipped);
}
