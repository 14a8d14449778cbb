using System.Globalization;
using Authz.Envoy.Tests.Bypass;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>TLS handshakes that are begun and left.</summary>
public sealed class HalfHandshakeTests
{
    private const int Handshakes = 2_000;
    private const int AtOnce = 100;

    // A record of TLS that announces a ClientHello of 512 bytes, and does not bring it.
    private static readonly byte[] halfClientHello = [0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3];

    [Fact]
    public async Task Half_handshakes_end_in_time_and_harm_nobody()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var authority = new TestAuthority("td");
        string folder = Directory.CreateTempSubdirectory("authz-tls-").FullName;
        authority.Issue("authz").WriteTo(folder, "authz");
        string tls = $"127.0.0.1:{Ports.Next()}";
        await using AuthzProcess service = await AuthzProcess.StartAsync(
            BypassService.Policies,
            $"unix:{Path.Combine(folder, "authz.sock")}",
            cancellation,
            "--listen", tls,
            "--tls:certificate", Path.Combine(folder, "authz.pem"),
            "--tls:key", Path.Combine(folder, "authz.key"),
            "--handshake-deadline", "500ms",
            "--connections-max", (2 * AtOnce).ToString(CultureInfo.InvariantCulture));
        for (int i = 0; i < Handshakes; i += AtOnce)
        {
            RawClient[] clients = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => RawClient.ConnectAsync(tls)));
            await Task.WhenAll(clients.Select(static client => client.SendAsync(halfClientHello)));

            // Most are dropped; the last ones wait until the service has had enough.
            if (i + AtOnce >= Handshakes)
            {
                await Task.WhenAll(clients.Select(static client => client.UntilClosedAsync()));
            }

            foreach (RawClient client in clients)
            {
                client.Dispose();
            }

            Assert.True(await service.Client.IsServingAsync(cancellation));
        }

        Assert.InRange(await service.ResidentBytesAsync(cancellation), 1, AttackedService.ResidentBytesMax);
        Directory.Delete(folder, recursive: true);
    }
}
