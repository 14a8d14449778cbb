using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Clients that send more of something than anybody needs.</summary>
[Collection(SharedAttackedService.Name)]
public sealed class FloodTests(AttackedService service)
{
    private const byte RefusedStream = 7;

    // What takes half a line of code to send thousands of times is sent by several at once.
    private const int Attackers = 2;

    public static TheoryData<string> Floods => [.. Flood.All.Select(static flood => flood.Name)];

    [Theory]
    [MemberData(nameof(Floods))]
    public Task A_flood_ends_or_is_answered_and_harms_nobody(string name) => service.SurvivesAsync(async _ =>
    {
        Flood flood = Flood.All.Single(flood => flood.Name == name);
        await Task.WhenAll(Enumerable.Range(0, Attackers).Select(async _ =>
        {
            using RawClient client = await RawClient.OpenAsync(service.Endpoint);
            await flood.RunAsync(client);

            // Either way all that was sent has been looked at, or never will be.
            await client.IsKeptAsync();
        }));
    });

    [Fact]
    public Task A_stream_more_than_a_connection_may_have_is_refused_and_can_be_tried_again() => service.SurvivesAsync(async _ =>
    {
        const int StreamsMax = 1024;
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await client.SendAsync(Enumerable.Range(0, StreamsMax + 1).SelectMany(n => GrpcFrames.Open((2 * n) + 1)).ToArray());

        ReceivedFrame? refused = await client.NextAsync(static frame => frame.Type == Http2Frames.ResetStream);

        Assert.Equal(RefusedStream, refused?.Payload[^1]);
        Assert.Equal((2 * StreamsMax) + 1, refused?.StreamId);
        Assert.True(await client.IsKeptAsync());
    });
}
