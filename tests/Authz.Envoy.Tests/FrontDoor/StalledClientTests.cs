using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Clients that ask and do not take the answers.</summary>
[Collection(SharedAttackedService.Name)]
public sealed class StalledClientTests(AttackedService service)
{
    private const int Clients = 5;
    private const int Calls = 1_000;
    private const ushort InitialWindowSize = 4;

    /// <summary>Every stream's window is closed; or, by the second, the connection's, which RFC 9113 opens by 65,535 bytes only.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(65_535)]
    public Task Who_never_opens_a_window_is_closed_though_he_answers_pings(uint window) => service.SurvivesAsync(async _ =>
    {
        byte[] calls = [.. Enumerable.Range(0, Calls).SelectMany(n => GrpcFrames.Call((2 * n) + 1, service.AllowedMessage))];
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using RawClient client = await RawClient.OpenAsync(service.Endpoint, Http2Frames.Setting(InitialWindowSize, window));
            await client.SendAsync(calls);
            await client.UntilClosedAsync();
        }));
    });
}
