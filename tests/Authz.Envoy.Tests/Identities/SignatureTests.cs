using System.Globalization;
using System.Text.Json;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Identities;

/// <summary>A signature holds for the request that Envoy forwards, as it forwards it, and once at each hop.</summary>
[Collection(SharedIdentityDeployment.Name)]
public sealed class SignatureTests(IdentityDeployment deployment)
{
    private const string Open = "open";

    private static readonly string own = $"{IdentityDeployment.Base}/hospital";

    [Theory]
    [InlineData("h1", "/hospital", IdentityDeployment.Host)]
    [InlineData("h1", "/hospital", IdentityDeployment.Host + ":443")]
    [InlineData("h1", "/hospital", "Patient-Records.sandbox.gov")]
    [InlineData("h1", "/any/../hospital", IdentityDeployment.Host)]
    [InlineData("h1", "//%68ospital/.", IdentityDeployment.Host)]
    [InlineData("h2", "/hospital", IdentityDeployment.Host)]
    [InlineData("h2", "/hospital", IdentityDeployment.Host + ":443")]
    [InlineData("h2", "/any/../hospital", IdentityDeployment.Host)]
    public async Task A_signature_over_what_is_forwarded_is_taken_once(string protocol, string written, string host)
    {
        EnvoyBinary.SkipWithout();
        string call = Guid.NewGuid().ToString();
        KeyValuePair<string, string>[] headers = new SignedRequest("GET", $"{own}/{call}").Headers();
        int logged = deployment.Asking(Open).LogLineCount;
        string sent = $"{IdentityDeployment.Base}{written}/{call}";

        Assert.Equal(200, await SendAsync(protocol, "GET", sent, host, headers, call));
        Assert.Equal(401, await SendAsync(protocol, "GET", sent, host, headers, call));

        Assert.Equal($"{own}/{call}", Assert.Single(deployment.Applications.Received(call)).Target);
        JsonElement first = await LineAsync(Open, call, logged, "200");
        Assert.Equal("hmac", first.GetProperty("proof").GetString());
        Assert.Equal("hospital", first.GetProperty("subject").GetString());
        Assert.Equal("signature_replayed", (await LineAsync(Open, call, logged, "401")).GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("another path", "GET", "/any", "care")]
    [InlineData("another query", "GET", "/hospital/CALL?all=true", "care")]
    [InlineData("another method", "POST", "/hospital/CALL", "care")]
    [InlineData("another value of a signed header", "GET", "/hospital/CALL", "research")]
    [InlineData("a second value of a signed header", "GET", "/hospital/CALL", "care | research")]
    [InlineData("another path to Envoy too", "GET", "/hospital/%2e%2e/any", "care")]
    public async Task A_signature_over_another_request_is_refused(string change, string method, string path, string purpose)
    {
        EnvoyBinary.SkipWithout();
        Assert.NotEmpty(change);
        string call = Guid.NewGuid().ToString();
        IEnumerable<KeyValuePair<string, string>> signed = new SignedRequest("GET", $"{own}/{call}").Headers()
            .Where(header => header.Key != "x-purpose")
            .Concat(purpose.Split(" | ").Select(value => KeyValuePair.Create("x-purpose", value)));
        string target = path.Contains("CALL", StringComparison.Ordinal)
            ? path.Replace("CALL", call, StringComparison.Ordinal)
            : $"{path}/{call}";
        int logged = deployment.Asking(Open).LogLineCount;

        Assert.Equal(
            401, await SendAsync("h1", method, IdentityDeployment.Base + target, IdentityDeployment.Host, signed, call));

        Assert.Empty(deployment.Applications.Received(call));
        Assert.Equal("bad_signature", (await LineAsync(Open, call, logged, "401")).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_signed_call_passes_the_security_servers_of_both_sides_and_not_a_second_time()
    {
        EnvoyBinary.SkipWithout();
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string call = Guid.NewGuid().ToString();
        KeyValuePair<string, string>[] headers = new SignedRequest("GET", $"{own}/{call}").Headers();
        int sidecarLogged = deployment.Asking("sidecar-outbound").LogLineCount;
        int gatewayLogged = deployment.Asking("gateway").LogLineCount;

        Assert.Equal(200, await OutboundCall.SendAsync(deployment, $"{own}/{call}", headers, call, cancellation));

        Assert.Equal("route+hmac", (await LineAsync("sidecar-outbound", call, sidecarLogged, "200")).GetProperty("proof").GetString());
        Assert.Equal(
            "spiffe+client_header+hmac", (await LineAsync("gateway", call, gatewayLogged, "200")).GetProperty("proof").GetString());
        Assert.Equal(401, await OutboundCall.SendAsync(deployment, $"{own}/{call}", headers, call, cancellation));
        Assert.Equal(401, await SendAsync("h1", "GET", $"{own}/{call}", IdentityDeployment.Host, headers, call));
        Assert.Single(deployment.Applications.Received(call));
    }

    private async Task<int> SendAsync(
        string protocol,
        string method,
        string target,
        string host,
        IEnumerable<KeyValuePair<string, string>> headers,
        string call)
    {
        Listener listener = deployment.Listener(Open);
        KeyValuePair<string, string> own = new(Applications.CallHeader, call);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        RawAnswer answer = protocol == "h2"
            ? await RawHttp2Call.SendAsync(
                listener,
                null,
                [new(":method", method), new(":scheme", "https"), new(":authority", host), new(":path", target), .. headers, own],
                cancellation)
            : await RawCall.SendAsync(
                listener, null, method, target, [new("host", host), new("content-length", "0"), .. headers, own], cancellation);
        return answer.Status;
    }

    private Task<JsonElement> LineAsync(string listener, string call, int skipped, string status) =>
        deployment.Asking(listener).LogLineAsync(
            line => line.GetProperty("log").GetString() == "request"
                && line.GetProperty("path").GetString()?.EndsWith(call, StringComparison.Ordinal) == true
                && line.GetProperty("status").GetInt32().ToString(CultureInfo.InvariantCulture) == status,
            TestContext.Current.CancellationToken,
            skipped);
}
