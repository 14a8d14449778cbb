using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Clients that ask and do not take the answers.</summary>
[Collection(SharedAttackedService.Name)]
public sealed class StalledClientTests(AttackedService service)
{
    private const int Clients = 5;
    private const int Calls = 500;
    private const int FirstWindowBytes = 65_535;
    private const ushort InitialWindowSize = 4;

    /// <summary>Every stream's window is closed; or, by the second, the connection's, which RFC 9113 opens by 65,535 bytes only.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(FirstWindowBytes)]
    public Task Who_never_opens_a_window_is_closed_though_he_answers_pings(uint window) => service.SurvivesAsync(async _ =>
    {
        int answerBytes = await AnswerBytesAsync();
        int calls = Calls + ((int)window / answerBytes);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            using RawClient client = await RawClient.OpenAsync(service.Endpoint, Http2Frames.Setting(InitialWindowSize, window));
            await AskAsync(client, first: 0, calls);
            for (int headers = 0; headers < calls; headers++)
            {
                Assert.NotNull(await client.NextAsync(static frame => frame.Type == Http2Frames.Headers && (frame.Flags & Http2Frames.EndStream) == 0));
            }

            await client.UntilClosedAsync();
        }));
    });

    /// <summary>What a client takes and asks meanwhile buys the answers that it leaves no time.</summary>
    [Fact]
    public Task Who_leaves_some_answers_and_asks_on_is_closed() => service.SurvivesAsync(async bystander =>
    {
        using RawClient client = await RawClient.OpenAsync(service.Endpoint, Http2Frames.Setting(InitialWindowSize, 0));
        await AskAsync(client, first: 0, Calls);
        Task closed = client.UntilClosedAsync();
        for (int call = Calls; !closed.IsCompleted; call++)
        {
            await AskAsync(client, call, 1);
            await client.SendAsync(Http2Frames.Frame(Http2Frames.WindowUpdate, Http2Frames.NoFlags, StreamOf(call), Http2Frames.BigEndian(1000)));
            await bystander.UntilAnsweredAsync(2);
        }
    });

    private static int StreamOf(int call) => (2 * call) + 1;

    /// <summary>Within the service's own windows: it closes who oversteps them, and sooner.</summary>
    private async Task AskAsync(RawClient client, int first, int calls)
    {
        for (int call = first; call < first + calls; call++)
        {
            await client.SendAsync(GrpcFrames.Open(StreamOf(call)));
            await client.SendBodyAsync(StreamOf(call), service.AllowedMessage, isLast: true);
        }
    }

    private async Task<int> AnswerBytesAsync()
    {
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await AskAsync(client, first: 0, 1);
        ReceivedFrame? answer = await client.NextAsync(static frame => frame.Type == Http2Frames.Data);
        return answer?.Payload.Length ?? throw new InvalidOperationException("no answer");
    }
}
