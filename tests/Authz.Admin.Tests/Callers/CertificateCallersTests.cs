using System.Net;
using System.Security.Cryptography.X509Certificates;
using Authz.Admin.Callers;
using Authz.Testing.Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Authz.Admin.Tests.Callers;

public sealed class CertificateCallersTests : IDisposable
{
    private const string Callers = """
        ann author,viewer spiffe://sandbox.gov/people/ann
        bob approver dns:bob.example
        eve viewer subject:CN=eve

        """;

    private readonly TestAuthority authority = new("people");
    private readonly TestAuthority strangers = new("people");

    [Theory]
    [InlineData("x", "uri:spiffe://sandbox.gov/people/ann", "ann")]
    [InlineData("x", "dns:bob.example", "bob")]
    [InlineData("eve", "", "eve")]
    [InlineData("x", "uri:spiffe://sandbox.gov/people/ann/", null)]
    [InlineData("x", "dns:spiffe://sandbox.gov/people/ann", null)]
    [InlineData("bob.example", "", null)]
    [InlineData("eve", "dns:bob.example", null)]
    public void A_certificate_is_its_names_and_of_two_callers_nobodys(string commonName, string name, string? caller)
    {
        using X509Certificate2 certificate = (name.Length == 0 ? authority.Issue(commonName) : authority.IssueNamed(commonName, name)).ToX509();
        Assert.Equal(caller, Of(Callers).Find(certificate)?.Name);
    }

    [Fact]
    public void Only_what_the_authority_issued_is_trusted()
    {
        using X509Certificate2 own = authority.Issue("eve").ToX509();
        using X509Certificate2 strange = strangers.Issue("eve").ToX509();
        Assert.True(Of(Callers).IsTrusted(own, null));
        Assert.False(Of(Callers).IsTrusted(strange, null));
    }

    [Theory]
    [InlineData("ann author ann@example")]
    [InlineData("ann author dns:a\nbob author dns:a")]
    public void A_line_that_is_not_right_stops_the_start(string text) => Assert.Throws<AdminSetupException>(() => Of(text));

    [Fact]
    public async Task Over_TLS_a_certificate_calls_and_without_one_there_is_no_connection()
    {
        using var verbs = new AdministrationBench();
        using X509Certificate2 server = Usable(authority.Issue("admin", "spiffe://sandbox.gov/admin"));
        await using AdminApi api = await AdminApi.StartAsync(
            new AdminSettings
            {
                Listen = new IPEndPoint(IPAddress.Loopback, 0),
                Credentials = Of(Callers),
                Certificate = server,
                AuditFile = Path.Combine(verbs.Folder, "audit.jsonl"),
            },
            verbs.Administration,
            static () => new AdminReadiness(true, []),
            verbs.Clock,
            NullLoggerFactory.Instance,
            TestContext.Current.CancellationToken);

        using HttpClient ann = ClientOf(api, server, authority.Issue("x", "spiffe://sandbox.gov/people/ann"));
        using HttpClient unknown = ClientOf(api, server, authority.Issue("x", "spiffe://sandbox.gov/people/nobody"));
        using HttpClient stranger = ClientOf(api, server, strangers.Issue("x", "spiffe://sandbox.gov/people/ann"));
        using HttpClient bare = ClientOf(api, server, null);

        Assert.Equal(HttpStatusCode.OK, (await ann.GetAsync("/api/v1/status", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown.GetAsync("/api/v1/status", TestContext.Current.CancellationToken)).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync("/livez", TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HttpRequestException>(() => bare.GetAsync("/livez", TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        authority.Dispose();
        strangers.Dispose();
    }

    private CertificateCallers Of(string text) => new("callers", text, authority.CertificatePem);

    private static HttpClient ClientOf(AdminApi api, X509Certificate2 server, TestCertificate? certificate)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == server.Thumbprint;
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [Usable(certificate)];
        }

        return new HttpClient(handler) { BaseAddress = api.Address };
    }

    // Windows takes no key that exists only in memory.
    private static X509Certificate2 Usable(TestCertificate certificate)
    {
        using X509Certificate2 read = certificate.ToX509();
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
    }
}
