using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Clients that speak something else.</summary>
[Collection(SharedAttackedService.Name)]
public sealed class ForeignProtocolTests(AttackedService service)
{
    private const int Seed = 20_261_121;
    private const int Garbage = 200;

    private static readonly Dictionary<string, byte[]> greetings = new()
    {
        ["HTTP/1.1"] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(),
        ["HTTP/1.1 that would be upgraded"] =
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"u8.ToArray(),
        ["HTTP/1.1 with an endless line"] = [.. "GET /"u8, .. Encoding.ASCII.GetBytes(new string('a', 1_000_000))],
        ["a preface with one wrong byte"] = "PRI * HTTP/2.0\r\n\r\nSN\r\n\r\n"u8.ToArray(),
        ["SSH"] = "SSH-2.0-OpenSSH_9.9\r\n"u8.ToArray(),
    };

    public static TheoryData<string> Greetings => [.. greetings.Keys];

    [Theory]
    [MemberData(nameof(Greetings))]
    public Task Another_protocol_is_closed(string greeting) => service.SurvivesAsync(async _ =>
    {
        using RawClient client = await RawClient.ConnectAsync(service.Endpoint);
        await client.SendAsync(greetings[greeting]);
        await client.UntilClosedAsync();
    });

    [Fact]
    public Task TLS_to_a_plain_port_fails() => service.SurvivesAsync(async _ =>
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(System.Net.IPEndPoint.Parse(service.Endpoint), TestContext.Current.CancellationToken);
        await using var tls = new SslStream(socket.GetStream());

        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = SslProtocols.None },
            TestContext.Current.CancellationToken));
    });

    /// <summary>Any bytes, alone and where the first frame should be.</summary>
    [Fact]
    public Task Garbage_harms_nobody() => service.SurvivesAsync(async _ =>
    {
        var random = new Random(Seed);
        for (int i = 0; i < Garbage; i++)
        {
            byte[] garbage = new byte[random.Next(1, 2_000)];
            random.NextBytes(garbage);
            using RawClient client = i % 2 == 0
                ? await RawClient.ConnectAsync(service.Endpoint)
                : await RawClient.OpenAsync(service.Endpoint);
            await client.SendAsync(garbage);
        }
    });

    /// <summary>A true call with a few bits turned, so that it gets further than garbage does.</summary>
    [Fact]
    public Task Calls_with_turned_bits_harm_nobody() => service.SurvivesAsync(async _ =>
    {
        var random = new Random(Seed);
        for (int i = 0; i < Garbage; i++)
        {
            byte[] call = [.. GrpcFrames.Call(1, service.AllowedMessage), .. GrpcFrames.Call(3, service.AllowedMessage)];
            for (int turned = 0; turned < 3; turned++)
            {
                call[random.Next(call.Length)] ^= (byte)(1 << random.Next(8));
            }

            using RawClient client = await RawClient.OpenAsync(service.Endpoint);
            await client.SendAsync(call);
            await client.SendAsync(Http2Frames.Frame(Http2Frames.Ping, Http2Frames.NoFlags, 0, new byte[8]));
        }
    });
}
