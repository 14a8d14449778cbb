using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Connections;

/// <summary>A TCP connection is led on if the caller may have the service of its name, and closed otherwise.</summary>
public sealed class ConnectionTests(ConnectionDeployment deployment) : IClassFixture<ConnectionDeployment>
{
    [Fact]
    public async Task An_allowed_caller_reaches_the_service_and_the_log_names_the_rule()
    {
        EnvoyBinary.SkipWithout();
        int logged = deployment.Envoy.LogLineCount;

        Assert.Equal(ConnectionDeployment.Greeting, await ConnectAsync("hospital", ConnectionDeployment.Name));

        JsonElement line = await LineAsync(logged);
        Assert.Equal("replicas/connect", line.GetProperty("rule").GetString());
        Assert.Matches("^[0-9a-f]{32}$", line.GetProperty("decision_id").GetString());
    }

    [Theory]
    [InlineData("mcts", ConnectionDeployment.Name)]
    [InlineData("postpartum", ConnectionDeployment.Name)]
    [InlineData("hospital", ConnectionDeployment.UnknownName)]
    [InlineData("hospital", "unrouted.statistics.sandbox.gov")]
    public async Task Any_other_is_closed_before_a_byte_of_it_reaches_the_service(string caller, string name)
    {
        EnvoyBinary.SkipWithout();
        int served = deployment.Served;

        Assert.Equal("", await ConnectAsync(caller, name));
        Assert.Equal(served, deployment.Served);
    }

    /// <summary>What the service says, until the connection is closed; empty where it is closed before.</summary>
    private async Task<string> ConnectAsync(string caller, string name)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        TestCertificate certificate = deployment.Blocks[caller];
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, deployment.Port, cancellation);
        await using var stream = new SslStream(client.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = name,
                    ClientCertificateContext =
                        SslStreamCertificateContext.Create(certificate.ToX509(), additionalCertificates: null, offline: true),
                    RemoteCertificateValidationCallback = (_, answered, _, _) => IsOffice(answered),
                },
                cancellation);
            using var reader = new StreamReader(stream, Encoding.ASCII);

            // Envoy's filter asks when the first byte comes.
            await stream.WriteAsync("hello"u8.ToArray(), cancellation);
            return await reader.ReadToEndAsync(cancellation);
        }
        catch (Exception closed) when (closed is IOException or System.Security.Authentication.AuthenticationException)
        {
            return "";
        }
    }

    private static bool IsOffice(X509Certificate? answered)
    {
        X509Extension? names = (answered as X509Certificate2)?.Extensions["2.5.29.17"];
        return names is not null && names.RawData.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Blocks.IdOf("statistics-office"))) >= 0;
    }

    private Task<JsonElement> LineAsync(int logged) => deployment.Envoy.LogLineAsync(
        line => line.GetProperty("peer").GetString() == Blocks.IdOf("hospital")
            && line.GetProperty("sni").GetString() == ConnectionDeployment.Name,
        TestContext.Current.CancellationToken,
        logged);
}
