using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Clients that begin something and do not end it.</summary>
[Collection(SharedAttackedService.Name)]
public sealed class SlowClientTests(AttackedService service)
{
    private const int Clients = 100;
    private const int DeadlineExceeded = 4;

    private static readonly byte[] opening =
        [.. Http2Frames.Preface.Span, .. Http2Frames.Frame(Http2Frames.Settings, Http2Frames.NoFlags, 0)];

    private static readonly byte[] headers = GrpcFrames.Open(1);

    private static readonly Dictionary<string, byte[]> beginnings = new()
    {
        ["nothing at all"] = [],
        ["half a preface"] = opening[..12],
        ["half a SETTINGS frame"] = opening[..^4],
        ["half a HEADERS frame"] = [.. opening, .. headers[..^10]],
        ["half a block of headers"] =
            [.. opening, .. Http2Frames.Frame(Http2Frames.Headers, Http2Frames.NoFlags, 1, Http2Frames.GrpcHeaderBlock(GrpcFrames.Check))],
    };

    public static TheoryData<string> Beginnings => [.. beginnings.Keys];

    [Theory]
    [MemberData(nameof(Beginnings))]
    public Task Who_sends_half_of_what_opens_a_call_is_closed(string beginning) => service.SurvivesAsync(async _ =>
    {
        RawClient[] clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => RawClient.ConnectAsync(service.Endpoint)));
        await Task.WhenAll(clients.Select(client => client.SendAsync(beginnings[beginning])));
        await Task.WhenAll(clients.Select(client => client.UntilClosedAsync()));
        DisposeAll(clients);
    });

    [Fact]
    public Task Who_sends_half_a_message_loses_that_call_and_keeps_his_connection() => service.SurvivesAsync(async _ =>
    {
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await client.SendAsync([.. GrpcFrames.Open(1), .. GrpcFrames.Data(1, service.AllowedMessage[..^1], isLast: false)]);

        ReceivedFrame? end = await client.NextAsync(static frame => frame.Type == Http2Frames.Headers);

        Assert.True(end?.HasStatus(DeadlineExceeded));
        await client.SendAsync(GrpcFrames.Call(3, service.AllowedMessage));
        Assert.NotNull(await client.NextAsync(static frame => frame is { Type: Http2Frames.Data, StreamId: 3 }));
    });

    [Fact]
    public Task Who_sends_a_message_byte_by_byte_loses_that_call() => service.SurvivesAsync(async bystander =>
    {
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await client.SendAsync([.. GrpcFrames.Open(1), .. GrpcFrames.Data(1, GrpcFrames.Message([], length: 100_000), isLast: false)]);
        Task<ReceivedFrame?> ending = client.NextAsync(static frame => frame.Type == Http2Frames.Headers);
        while (!ending.IsCompleted)
        {
            await client.SendAsync(GrpcFrames.Data(1, [0], isLast: false));
            await bystander.UntilAnsweredAsync(2);
        }

        Assert.True((await ending)?.HasStatus(DeadlineExceeded));
    });

    [Fact]
    public Task A_connection_that_is_silent_and_answers_pings_is_kept() => service.SurvivesAsync(async _ =>
    {
        const int Pings = 5;
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        for (int i = 0; i < Pings; i++)
        {
            Assert.NotNull(await client.NextAsync(static frame => frame.IsPing));
        }

        await client.SendAsync(GrpcFrames.Call(1, service.AllowedMessage));
        Assert.NotNull(await client.NextAsync(static frame => frame is { Type: Http2Frames.Data, StreamId: 1 }));
    });

    private static void DisposeAll(RawClient[] clients)
    {
        foreach (RawClient client in clients)
        {
            client.Dispose();
        }
    }
}
