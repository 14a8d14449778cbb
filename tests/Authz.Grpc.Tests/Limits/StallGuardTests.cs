using Authz.Grpc.Client;
using Authz.Grpc.Limits;
using Authz.Grpc.Tests.Hosting;
using Authz.Testing;
using Authz.Testing.Http2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Tests.Limits;

/// <summary>Clients that do not take their answers, on a Kestrel of this process, whose guard looks when a test says so.</summary>
public sealed class StallGuardTests
{
    private const int Cancel = 8;

    private static readonly TimeSpan stallTimeMax = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan look = stallTimeMax / 4;

    private readonly ManualTimeProvider clock = new();

    /// <summary>Calls that end in every way that there is, with what the request says.</summary>
    public static TheoryData<string, string, string> Calls => new()
    {
        { TestMethods.Echo, "text", "answered" },
        { TestMethods.Nothing, "", "an empty answer" },
        { TestMethods.Fail, "no", "refused, as the handler had no code" },
        { TestMethods.Small, "longer than sixteen bytes", "refused for its length" },
        { TestMethods.Exchange, "text", "a stream" },
        { TestMethods.Count, "3", "a stream of three" },
        { TestMethods.ThrowLate, "text", "a stream that fails" },
        { "/test.Test/Unknown", "", "no such method" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task An_answer_that_was_taken_is_waited_for_no_more(string method, string text, string what)
    {
        Assert.NotEmpty(what);
        await using GrpcTestHost host = await StartAsync();
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await CallAsync(connection, 1, method, text);
        await UntilEndAsync(connection, 1);
        await UntilNoneIsWaitedForAsync(host);

        await SkipAsync(5);
        await IsServedAsync(connection, 3);
    }

    [Fact]
    public async Task An_answer_may_wait_for_its_time_and_then_its_connection_is_closed_and_told_of()
    {
        await using GrpcTestHost host = await StartAsync();
        using RawHttp2Connection stalled = await OpenWithoutWindowAsync(host);
        using RawHttp2Connection other = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await IsServedAsync(stalled, 1);
        await SkipAsync(4);
        await IsServedAsync(stalled, 3);
        Assert.Equal(2, host.Services.GetRequiredService<StallGuard>().Untaken);

        await SkipAsync(1);
        await Assert.ThrowsAnyAsync<IOException>(() => stalled.ReadAsync(streamId: 99));
        await IsServedAsync(other, 1);
        Assert.Single(host.Log.Of(LogLevel.Warning), static record => record.Message.Contains("did not take an answer for 40 seconds", StringComparison.Ordinal));
    }

    /// <summary>Kestrel's own rate would begin anew with each of its answers.</summary>
    [Fact]
    public async Task Who_leaves_one_answer_and_takes_all_others_is_closed_too()
    {
        await using GrpcTestHost host = await StartAsync();
        using RawHttp2Connection connection = await OpenWithoutWindowAsync(host);
        await IsServedAsync(connection, 1);
        int id = 3;
        for (int i = 0; i < 4; i++, id += 2)
        {
            await IsServedAsync(connection, id);
            await OpenWindowAsync(connection, id);
            await UntilEndAsync(connection, id);
            await SkipAsync(1);
        }

        await IsServedAsync(connection, id);
        await SkipAsync(1);
        await Assert.ThrowsAnyAsync<IOException>(() => connection.ReadAsync(streamId: 99));
    }

    [Fact]
    public async Task Who_takes_his_answer_late_keeps_his_connection()
    {
        await using GrpcTestHost host = await StartAsync();
        using RawHttp2Connection connection = await OpenWithoutWindowAsync(host);
        await IsServedAsync(connection, 1);
        await SkipAsync(4);
        await OpenWindowAsync(connection, 1);
        await UntilEndAsync(connection, 1);
        await UntilNoneIsWaitedForAsync(host);

        await SkipAsync(5);
        await IsServedAsync(connection, 3);
    }

    /// <summary>As Envoy does with a check that takes too long.</summary>
    [Theory]
    [InlineData(TestMethods.Echo, true)]
    [InlineData(TestMethods.Echo, false)]
    [InlineData(TestMethods.Exchange, true)]
    [InlineData(TestMethods.Exchange, false)]
    public async Task Who_resets_his_calls_keeps_his_connection(string method, bool isAsked)
    {
        await using GrpcTestHost host = await StartAsync();
        using RawHttp2Connection connection = await OpenWithoutWindowAsync(host);
        for (int id = 1; id < 100; id += 2)
        {
            await connection.SendGrpcHeadersAsync(id, method);
            if (isAsked)
            {
                await connection.SendAsync(RawHttp2Connection.Data, RawHttp2Connection.EndStream, id, RawCall.Frame("a"u8));
                await connection.ReadAsync(id);
            }

            await connection.SendAsync(RawHttp2Connection.ResetStream, 0, id, Http2Frames.BigEndian(Cancel));
        }

        await UntilNoneIsWaitedForAsync(host);
        await SkipAsync(5);
        await IsServedAsync(connection, 101);
    }

    [Fact]
    public async Task A_stream_that_is_open_is_no_answer_that_waits()
    {
        await using GrpcTestHost host = await StartAsync();
        using GrpcClientCall call = host.Open(TestMethods.Exchange);
        await call.WriteAsync("a"u8.ToArray());
        Assert.True(await call.ReadAsync());

        await SkipAsync(50);
        await call.WriteAsync("b"u8.ToArray());
        Assert.True(await call.ReadAsync());
        call.CompleteWriting();
        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatus.Ok, call.Status);
    }

    /// <summary>It may be a long one on a slow line.</summary>
    [Fact]
    public async Task A_message_of_a_stream_is_no_answer_that_waits()
    {
        await using GrpcTestHost host = await StartAsync();
        using RawHttp2Connection connection = await OpenWithoutWindowAsync(host);
        await connection.SendGrpcHeadersAsync(1, TestMethods.Exchange);
        await connection.SendAsync(RawHttp2Connection.Data, 0, 1, RawCall.Frame("a"u8));
        Assert.Equal(RawHttp2Connection.Headers, (await connection.ReadAsync(1)).Type);
        await UntilNoneIsWaitedForAsync(host);
        await SkipAsync(5);
        await IsServedAsync(connection, 3);
    }

    /// <summary>Whose time is another one's.</summary>
    [Theory]
    [InlineData(TestMethods.Echo)]
    [InlineData(TestMethods.Exchange)]
    public async Task Half_a_request_is_no_answer_that_waits(string method)
    {
        await using GrpcTestHost host = await StartAsync();
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await connection.SendGrpcHeadersAsync(1, method);
        await connection.SendAsync(RawHttp2Connection.Data, 0, 1, RawCall.Frame([], length: 1000));
        await IsServedAsync(connection, 3);
        await UntilEndAsync(connection, 3);
        await UntilNoneIsWaitedForAsync(host);
    }

    [Fact]
    public async Task A_connection_that_is_gone_is_looked_at_no_more()
    {
        await using GrpcTestHost host = await StartAsync();
        using (RawHttp2Connection connection = await OpenWithoutWindowAsync(host))
        {
            await IsServedAsync(connection, 1);
        }

        await UntilNoneIsWaitedForAsync(host);
        await SkipAsync(5);
        Assert.Empty(host.Log.Of(LogLevel.Warning));
    }

    private Task<GrpcTestHost> StartAsync() => GrpcTestHost.StartAsync(
        methods => new TestMethods().AddTo(methods),
        GrpcTestHost.EndpointOf("127.0.0.1:0"),
        configure: services => services.AddGrpcLimits(new GrpcLimits { StallTimeMax = stallTimeMax }).AddSingleton<TimeProvider>(clock));

    private async Task SkipAsync(int looks)
    {
        await clock.WhenTimerIsDueInAsync(look);
        for (int i = 0; i < looks; i++)
        {
            clock.Advance(look);
        }
    }

    private static async Task<RawHttp2Connection> OpenWithoutWindowAsync(GrpcTestHost host)
    {
        const ushort InitialWindowSize = 4;
        RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await connection.SendAsync(RawHttp2Connection.Settings, 0, 0, Http2Frames.Setting(InitialWindowSize, 0));
        return connection;
    }

    private static Task OpenWindowAsync(RawHttp2Connection connection, int streamId) =>
        connection.SendAsync(Http2Frames.WindowUpdate, 0, streamId, Http2Frames.BigEndian(1000));

    private static async Task CallAsync(RawHttp2Connection connection, int streamId, string method, string text)
    {
        await connection.SendGrpcHeadersAsync(streamId, method);
        await connection.SendAsync(RawHttp2Connection.Data, RawHttp2Connection.EndStream, streamId, RawCall.Frame(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Its headers come, though its window be closed.</summary>
    private static async Task IsServedAsync(RawHttp2Connection connection, int streamId)
    {
        await CallAsync(connection, streamId, TestMethods.Echo, "a");
        Assert.Equal(RawHttp2Connection.Headers, (await connection.ReadAsync(streamId)).Type);
    }

    private static async Task UntilEndAsync(RawHttp2Connection connection, int streamId)
    {
        while (((await connection.ReadAsync(streamId)).Flags & RawHttp2Connection.EndStream) == 0)
        {
        }
    }

    /// <summary>The server learns of an answer's end a little after its client.</summary>
    private static async Task UntilNoneIsWaitedForAsync(GrpcTestHost host)
    {
        StallGuard guard = host.Services.GetRequiredService<StallGuard>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (guard.Untaken > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
