using System.Text;
using Authz.Grpc.Client;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Tests.Hosting;

namespace Authz.Grpc.Tests.Endpoints;

public sealed class TlsTests : IDisposable
{
    private const string ServerName = "localhost";

    private readonly TestAuthority authority = new("root");
    private readonly TestAuthority foreign = new("root");

    [Fact]
    public async Task Without_a_client_authority_no_certificate_is_asked_for()
    {
        await using GrpcTestHost host = await StartAsync(server => server);

        Assert.Equal("127.0.0.1 none", await CallAsync(host, client: null));
        Assert.Equal("127.0.0.1 none", await CallAsync(host, authority.IssueClient("block")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_of_the_client_authority_is_shown_to_the_handler(bool isRequired)
    {
        await using GrpcTestHost host = await StartMutualAsync(isRequired);

        Assert.Equal("127.0.0.1 CN=block", await CallAsync(host, authority.IssueClient("block")));
        Assert.Equal("127.0.0.1 CN=block", await CallAsync(host, authority.IssueClientUnderIntermediate("block")));
    }

    [Theory]
    [InlineData(true, "Unavailable")]
    [InlineData(false, "127.0.0.1 none")]
    public async Task A_client_without_a_certificate_passes_only_where_it_is_optional(bool isRequired, string expected)
    {
        await using GrpcTestHost host = await StartMutualAsync(isRequired);

        Assert.Equal(expected, await CallAsync(host, client: null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_does_not_hold_is_refused_even_where_none_would_do(bool isRequired)
    {
        await using GrpcTestHost host = await StartMutualAsync(isRequired);

        Assert.Equal("Unavailable", await CallAsync(host, foreign.IssueClient("block")));
        Assert.Equal("Unavailable", await CallAsync(host, foreign.IssueClientUnderIntermediate("block")));
        Assert.Equal("Unavailable", await CallAsync(host, authority.IssueExpiredClient("block")));
        Assert.Equal("Unavailable", await CallAsync(host, authority.IssueServerAsClient("block")));
    }

    [Fact]
    public async Task A_client_refuses_a_server_of_another_authority_or_name()
    {
        await using GrpcTestHost host = await StartAsync(server => server);

        Assert.Equal("Unavailable", await CallAsync(host, new GrpcClientTlsFiles(foreign.RootPath, ServerName)));
        Assert.Equal("Unavailable", await CallAsync(host, new GrpcClientTlsFiles(authority.RootPath, "elsewhere")));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        (string certificatePath, string keyPath) = authority.IssueServer();

        await AssertFailsAsync("/missing.pem (certificate) cannot be read", new GrpcTlsFiles("/missing.pem", keyPath));
        await AssertFailsAsync("/missing.pem (private key) cannot be read", new GrpcTlsFiles(certificatePath, "/missing.pem"));
        await AssertFailsAsync(
            "/missing.pem (client CA) cannot be read",
            new GrpcTlsFiles(certificatePath, keyPath) { ClientCaPath = "/missing.pem" });
    }

    [Fact]
    public async Task Files_that_do_not_belong_together_are_named()
    {
        (string certificatePath, string keyPath) = authority.IssueServer();
        (string _, string otherKeyPath) = authority.IssueClient("block");
        string empty = authority.Write("empty", "no PEM at all");
        string broken = authority.Write("broken", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        await AssertFailsAsync(
            $"{certificatePath} and {otherKeyPath} are not a certificate and its unencrypted private key",
            new GrpcTlsFiles(certificatePath, otherKeyPath));
        await AssertFailsAsync($"{keyPath} and {certificatePath} are not", new GrpcTlsFiles(keyPath, certificatePath));
        await AssertFailsAsync($"{empty} and {keyPath} are not", new GrpcTlsFiles(empty, keyPath));
        await AssertFailsAsync(
            $"{empty} (client CA) holds no certificate",
            new GrpcTlsFiles(certificatePath, keyPath) { ClientCaPath = empty });
        await AssertFailsAsync(
            $"{broken} (client CA) holds a broken PEM certificate",
            new GrpcTlsFiles(certificatePath, keyPath) { ClientCaPath = broken });
    }

    public void Dispose()
    {
        authority.Dispose();
        foreign.Dispose();
    }

    private static async Task AssertFailsAsync(string expected, GrpcTlsFiles files)
    {
        GrpcEndpoint endpoint = GrpcTestHost.EndpointOf("127.0.0.1:0");
        var error = await Assert.ThrowsAsync<GrpcEndpointException>(
            () => GrpcTestHost.StartAsync(methods => new TestMethods().AddTo(methods), endpoint, files));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private Task<GrpcTestHost> StartMutualAsync(bool isRequired) =>
        StartAsync(server => server with { ClientCaPath = authority.RootPath, IsClientCertificateRequired = isRequired });

    private Task<GrpcTestHost> StartAsync(Func<GrpcTlsFiles, GrpcTlsFiles> change)
    {
        (string certificatePath, string keyPath) = authority.IssueServer();
        return GrpcTestHost.StartAsync(
            methods => new TestMethods().AddTo(methods),
            GrpcTestHost.EndpointOf("127.0.0.1:0"),
            change(new GrpcTlsFiles(certificatePath, keyPath)));
    }

    private Task<string> CallAsync(GrpcTestHost host, (string CertificatePath, string KeyPath)? client) =>
        CallAsync(
            host,
            new GrpcClientTlsFiles(authority.RootPath, ServerName) { CertificatePath = client?.CertificatePath, KeyPath = client?.KeyPath });

    /// <summary>What the handler saw of its peer, or the code of the failure.</summary>
    private static async Task<string> CallAsync(GrpcTestHost host, GrpcClientTlsFiles tls)
    {
        GrpcReply reply = await host.Connect(tls).UnaryAsync(
            TestMethods.Peer,
            default,
            Timeout.InfiniteTimeSpan,
            cancellationToken: TestContext.Current.CancellationToken);
        return reply.Status.IsOk ? Encoding.UTF8.GetString(reply.Message.Span) : reply.Status.Code.ToString();
    }
}
