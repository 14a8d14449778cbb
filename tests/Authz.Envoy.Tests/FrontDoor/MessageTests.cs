using System.Text;
using Authz.Envoy.Tests.Harness;
using Authz.Testing.Http2;
using Google.Protobuf;
using Grpc.Health.V1;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Messages that are too long, too many, or written in a way that is not taken.</summary>
public sealed class MessageTests(PatientService service) : IClassFixture<PatientService>
{
    private const int ResourceExhausted = 8;
    private const int Unimplemented = 12;

    public static TheoryData<string, byte[], int> Refused => new()
    {
        { "4 GiB announced", GrpcFrames.Message([1, 2, 3], length: uint.MaxValue), ResourceExhausted },
        { "a byte past the limit announced", GrpcFrames.Message([], length: AttackedService.RequestBytesMax + 1), ResourceExhausted },
        { "a byte past the limit sent", GrpcFrames.Message(new byte[AttackedService.RequestBytesMax + 1]), ResourceExhausted },
        { "a message and one byte", [.. GrpcFrames.Message([]), 0], Unimplemented },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public Task Such_a_message_is_refused_before_it_has_ended(string what, byte[] body, int expected) => service.SurvivesAsync(async _ =>
    {
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await client.SendAsync(GrpcFrames.Open(1));
        await client.SendBodyAsync(1, body, isLast: false);

        ReceivedFrame? end = await client.NextAsync(static frame => frame.Type == Http2Frames.Headers);

        Assert.True(end?.HasStatus(expected), what);
        Assert.True(await client.IsKeptAsync(), what);
    });

    [Fact]
    public Task A_message_at_the_limit_is_answered() => service.SurvivesAsync(async _ =>
    {
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await client.SendAsync(GrpcFrames.Open(1));
        await client.SendBodyAsync(1, GrpcFrames.Message(new byte[AttackedService.RequestBytesMax]), isLast: true);

        // It is no request of Envoy's: a CheckResponse says so.
        Assert.NotNull(await client.NextAsync(static frame => frame is { Type: Http2Frames.Data, StreamId: 1 }));
    });

    [Fact]
    public Task A_compressed_message_is_unimplemented_and_the_encoding_that_is_taken_is_named() => service.SurvivesAsync(async _ =>
    {
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await client.SendAsync(
        [
            .. GrpcFrames.Open(1, GrpcFrames.Check, KeyValuePair.Create("grpc-encoding", "gzip")),
            .. GrpcFrames.Data(1, GrpcFrames.Message([0x1f, 0x8b], flag: 1), isLast: true),
        ]);

        ReceivedFrame? end = await client.NextAsync(static frame => frame.Type == Http2Frames.Headers);

        Assert.True(end?.HasStatus(Unimplemented));
        Assert.True(end?.Has("grpc-accept-encoding", "identity"));
    });

    [Fact]
    public Task Messages_that_are_half_sent_hold_no_more_than_their_share_and_the_oldest_goes_first() => service.SurvivesAsync(async _ =>
    {
        const int Clients = 2;
        const int Calls = 50;
        byte[] half = GrpcFrames.Message(new byte[AttackedService.RequestBytesMax - 1], length: AttackedService.RequestBytesMax);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using RawClient client = await RawClient.OpenAsync(service.Endpoint);
            for (int i = 0; i < Calls; i++)
            {
                int id = (2 * i) + 1;
                await client.SendAsync(GrpcFrames.Open(id));
                await client.SendBodyAsync(id, half, isLast: false);
            }

            ReceivedFrame? end = await client.NextAsync(static frame => frame.Type == Http2Frames.Headers && frame.HasStatus(ResourceExhausted));
            Assert.NotNull(end);
        }));
    });

    [Fact]
    public Task One_watcher_more_than_may_be_is_refused_and_can_still_ask() => service.SurvivesAsync(async _ =>
    {
        byte[] request = GrpcFrames.Message(new HealthCheckRequest().ToByteArray());
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        for (int i = 0; i < AttackedService.WatchersMax; i++)
        {
            int id = (2 * i) + 1;
            await client.SendAsync(GrpcFrames.Call(id, request, GrpcFrames.Watch));
            Assert.NotNull(await client.NextAsync(frame => frame.Type == Http2Frames.Data && frame.StreamId == id));
        }

        await client.SendAsync(GrpcFrames.Call((2 * AttackedService.WatchersMax) + 1, request, GrpcFrames.Watch));

        ReceivedFrame? end = await client.NextAsync(static frame => frame.Type == Http2Frames.Headers);
        Assert.True(end?.HasStatus(ResourceExhausted), Encoding.Latin1.GetString(end?.Payload ?? []));
        using var other = new CheckClient(service.Endpoint);
        Assert.True(await other.IsServingAsync(TestContext.Current.CancellationToken));
    });

    [Fact]
    public Task One_connection_with_a_thousand_checks_at_once_is_served_whole() => service.SurvivesAsync(async _ =>
    {
        const int Calls = 1_000;
        using RawClient client = await RawClient.OpenAsync(service.Endpoint, Http2Frames.Setting(4, 1024 * 1024));
        await client.SendAsync(Http2Frames.Frame(
            Http2Frames.WindowUpdate, Http2Frames.NoFlags, 0, Http2Frames.BigEndian(64 * 1024 * 1024)));
        await client.SendAsync(Enumerable.Range(0, Calls).SelectMany(n => GrpcFrames.Open((2 * n) + 1)).ToArray());
        for (int i = 0; i < Calls; i++)
        {
            Assert.True(await client.SendBodyAsync((2 * i) + 1, service.AllowedMessage, isLast: true));
        }

        var answered = new HashSet<int>();
        while (answered.Count < Calls)
        {
            ReceivedFrame? data = await client.NextAsync(static frame => frame.Type is Http2Frames.Data or Http2Frames.ResetStream);
            Assert.Equal(Http2Frames.Data, data?.Type);
            answered.Add(data?.StreamId ?? 0);
        }
    });
}
