using System.Text.Json;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Calls;

/// <summary>Who has no name here does not get as far as a request: the decision service is not even asked.</summary>
[Collection(SharedDeployment.Name)]
public sealed class HandshakeTests(SampleDeployment sample)
{
    public static TheoryData<string, string> Listeners => new MatrixTheoryData<string, string>(
        ["gateway", "sidecar", "external", "gateway-outbound"],
        ["none", "foreign authority, local name", "local authority, foreign name", "no URI name", "another trust domain"]);

    [Theory]
    [MemberData(nameof(Listeners))]
    public async Task A_certificate_that_its_authority_may_not_give_ends_the_handshake(string listener, string certificate)
    {
        EnvoyBinary.SkipWithout();
        await AssertIsCutOffAsync(listener, CertificateOf(certificate));
    }

    [Fact]
    public async Task Only_the_own_application_gets_into_an_outbound_listener()
    {
        EnvoyBinary.SkipWithout();
        await AssertIsCutOffAsync("gateway-outbound", sample.Running.Blocks["hospital"]);
    }

    [Fact]
    public async Task A_server_name_that_nobody_has_here_ends_the_handshake()
    {
        EnvoyBinary.SkipWithout();
        Listener gateway = sample.Running.Listener("gateway");
        using HttpClient client = Caller.Client(
            gateway with { ServerName = "hospital.sandbox.gov" }, sample.Running.Blocks["hospital"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(
            new Uri("http://hospital.sandbox.gov/"), TestContext.Current.CancellationToken));
    }

    private async Task AssertIsCutOffAsync(string listenerName, TestCertificate? certificate)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Listener listener = sample.Running.Listener(listenerName);
        EnvoyProcess envoy = sample.Running.Envoy(listenerName.Split('-')[0]);
        string id = Guid.NewGuid().ToString();
        long before = await envoy.ChecksAsync(cancellation);
        using HttpClient client = Caller.Client(listener, certificate);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{listener.ServerName}/");
        request.Headers.Add(Applications.CallHeader, id);

        // With TLS 1.3 a client hears only when it reads that the server does not want it.
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(request, cancellation));

        Assert.Equal(before, await envoy.ChecksAsync(cancellation));
        Assert.Empty(sample.Running.Applications.Received(id));
        await envoy.LogLineAsync(line => IsRefusedConnection(line), cancellation);
    }

    private static bool IsRefusedConnection(JsonElement line) =>
        line.GetProperty("log").GetString() == "connection" && line.GetProperty("refused").ValueKind == JsonValueKind.String;

    private TestCertificate? CertificateOf(string kind)
    {
        Blocks blocks = sample.Running.Blocks;
        return kind switch
        {
            "none" => null,
            "foreign authority, local name" => blocks.Foreign(Blocks.IdOf("hospital")),
            "local authority, foreign name" => blocks.Local($"spiffe://{Blocks.ForeignTrustDomain}/bb/insurance"),
            "no URI name" => blocks.Local(),
            "another trust domain" => blocks.Local("spiffe://elsewhere.gov/bb/hospital"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such certificate"),
        };
    }
}
