using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using Authz.Envoy.Tests.Harness;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>
/// Calls as ordinary clients make them, which need more than one line in tests/cases/lockouts: they pass each bundled
/// config and arrive whole. Whoever is locked out for nothing goes around the security server.
/// </summary>
[Collection(SharedBypassDeployment.Name)]
public sealed class OrdinaryTrafficTests(BypassDeployment deployment)
{
    private const string Url = "http://api/ordinary/x";
    private const int ManyHeaders = 80;

    public static TheoryData<string> Servers => ["gateway", "sidecar", "external"];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_body_in_chunks(string server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new StringContent(new string('a', 200_000)) };
        request.Headers.TransferEncodingChunked = true;

        ReceivedRequest received = await PassesAsync(server, request, SslApplicationProtocol.Http11);

        Assert.Equal(200_000, received.Body.Length);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_client_that_waits_before_it_sends_its_body(string server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Url) { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.ExpectContinue = true;

        Assert.Equal("{}", (await PassesAsync(server, request, SslApplicationProtocol.Http11)).Body);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_gRPC_call(string server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://api/ordinary/pkg.Service/Method")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 2, 8, 1]),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        request.Headers.Add("grpc-timeout", "10S");

        ReceivedRequest received = await PassesAsync(server, request, SslApplicationProtocol.Http2);

        Assert.Equal(7, received.Body.Length);
        Assert.Equal("trailers", received.Headers["te"]);
        Assert.Equal("application/grpc", received.Headers["content-type"]);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_form_with_files(string server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url)
        {
            Content = new MultipartFormDataContent("part") { { new ByteArrayContent(new byte[70_000]), "file", "Jüri's file;1.pdf" } },
        };

        Assert.True((await PassesAsync(server, request, SslApplicationProtocol.Http11)).Body.Length > 70_000);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_body_that_ends_in_trailers(string server)
    {
        EnvoyBinary.SkipWithout();
        string call = Guid.NewGuid().ToString();
        RawAnswer answer = await RawCall.SendAsync(
            deployment.Running.Listener(server),
            deployment.Web(server),
            "POST",
            "/ordinary/x",
            [new("host", "api"), new("transfer-encoding", "chunked"), new("trailer", "x-checksum"), new(Applications.CallHeader, call)],
            TestContext.Current.CancellationToken,
            body: "3\r\nabc\r\n0\r\nx-checksum: 1\r\n\r\n");

        Assert.Equal(200, answer.Status);
        Assert.Equal("abc", Assert.Single(deployment.Running.Applications.Received(call)).Body);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Many_headers(string server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url);
        for (int i = 0; i < ManyHeaders; i++)
        {
            request.Headers.Add(string.Create(CultureInfo.InvariantCulture, $"x-number-{i}"), "1");
        }

        ReceivedRequest received = await PassesAsync(server, request, SslApplicationProtocol.Http11);

        Assert.Equal(ManyHeaders, received.Headers.Keys.Count(name => name.StartsWith("x-number-", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Many_calls_on_one_connection(string server)
    {
        EnvoyBinary.SkipWithout();
        string call = Guid.NewGuid().ToString();
        using HttpClient client = Caller.Client(deployment.Running.Listener(server), deployment.Web(server), SslApplicationProtocol.Http2);
        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Url)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            request.Headers.Add(Applications.CallHeader, call);
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(answers.Length, deployment.Running.Applications.Received(call).Count);
    }

    private async Task<ReceivedRequest> PassesAsync(string server, HttpRequestMessage request, SslApplicationProtocol protocol)
    {
        EnvoyBinary.SkipWithout();
        string call = Guid.NewGuid().ToString();
        request.Headers.Add(Applications.CallHeader, call);
        using HttpClient client = Caller.Client(deployment.Running.Listener(server), deployment.Web(server), protocol);
        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        ReceivedRequest received = Assert.Single(deployment.Running.Applications.Received(call));
        Assert.Equal("web", received.Headers["x-authz-client"]);
        return received;
    }
}
