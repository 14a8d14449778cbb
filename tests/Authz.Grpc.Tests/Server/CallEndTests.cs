using System.Globalization;
using System.Text;
using Authz.Grpc.Client;
using Authz.Grpc.Limits;
using Authz.Grpc.Tests.Hosting;
using Authz.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Grpc.Tests.Server;

/// <summary>Deadlines and shutdown: what ends a call that neither its client nor its handler ends.</summary>
public sealed class CallEndTests(TestServer server) : IClassFixture<TestServer>
{
    [Theory]
    [InlineData(TestMethods.Echo)]
    [InlineData(TestMethods.Exchange)]
    [InlineData(TestMethods.Count)]
    public async Task A_deadline_that_passes_while_the_request_is_read_is_status_4(string method)
    {
        var clock = new ManualTimeProvider();
        await using GrpcTestHost host = await StartAsync(clock);
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await connection.SendGrpcHeadersAsync(1, method, 0, ("grpc-timeout", "7S"));
        await connection.SendAsync(RawHttp2Connection.Data, 0, 1, [0, 0, 0, 0, 9, 1, 2]);
        await clock.WhenTimerIsDueInAsync(TimeSpan.FromSeconds(7));
        clock.Advance(TimeSpan.FromSeconds(7));
        (byte type, byte flags, byte[] payload) = await connection.ReadAsync(1);

        Assert.Equal(RawHttp2Connection.Headers, type);
        Assert.True((flags & RawHttp2Connection.EndStream) != 0, "the only block of headers ends the stream");
        Assert.Contains("grpc-status\u00014", Encoding.Latin1.GetString(payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestMethods.Echo, "7H")]
    [InlineData(TestMethods.Echo, "10S")]
    [InlineData(TestMethods.Exchange, "7H")]
    [InlineData(TestMethods.Count, "7H")]
    public async Task A_call_whose_message_never_comes_whole_is_not_waited_for(string method, string timeout)
    {
        var clock = new ManualTimeProvider();
        await using GrpcTestHost host = await StartAsync(clock);
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await connection.SendGrpcHeadersAsync(1, method, 0, ("grpc-timeout", timeout));
        await connection.SendAsync(RawHttp2Connection.Data, 0, 1, [0, 0, 0, 0, 9, 1, 2]);
        TimeSpan timeMax = new GrpcLimits().MessageTimeMax;
        await clock.WhenTimerIsDueInAsync(timeMax);
        clock.Advance(timeMax);
        (byte type, _, byte[] payload) = await connection.ReadAsync(1);

        Assert.Equal(RawHttp2Connection.Headers, type);
        Assert.Contains("grpc-status\u00014", Encoding.Latin1.GetString(payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TestMethods.Wait, "waiting")]
    [InlineData(TestMethods.Swallow, "deadline")]
    public async Task A_deadline_that_passes_in_a_stream_is_status_4_whatever_the_handler_makes_of_it(string method, string answer)
    {
        var clock = new ManualTimeProvider();
        await using GrpcTestHost host = await StartAsync(clock);
        Task<RawReply> reply = new RawCall(host.BaseAddress, method)
            .With("grpc-timeout", "7S")
            .SendAsync(new EndlessContent(RawCall.Frame("deadline"u8)), () => clock.Advance(TimeSpan.FromSeconds(7)));

        Assert.Equal("4", (await reply).Trailers["grpc-status"]);
        Assert.Equal(RawCall.Frame(Encoding.UTF8.GetBytes(answer)), (await reply).Body);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_a_write_waits_for_the_client_resets_the_stream()
    {
        var clock = new ManualTimeProvider();
        var write = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(
            methods => methods.AddDuplex("/test.Test/Flood", async call =>
            {
                write.SetResult(call.WriteAsync(new byte[32 * 1024 * 1024]).AsTask());
                await await write.Task;
                return GrpcStatus.Ok;
            }),
            GrpcTestHost.EndpointOf("127.0.0.1:0"),
            configure: services => services.AddSingleton<TimeProvider>(clock));
        using GrpcClientCall call = host.Connect().OpenDuplex(
            "/test.Test/Flood",
            Timeout.InfiniteTimeSpan,
            new GrpcClientMetadata().Add("grpc-timeout", "7S"),
            TestContext.Current.CancellationToken);
        Task flood = await write.Task;
        Assert.False(flood.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(7));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flood);
        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatusCode.Cancelled, call.Status.Code);
    }

    [Theory]
    [InlineData("0S")]
    [InlineData("00000000n")]
    public async Task A_timeout_of_zero_has_passed_when_the_call_arrives(string timeout)
    {
        RawReply reply = await server.Call(TestMethods.Echo).With("grpc-timeout", timeout).SendAsync(RawCall.Frame("a"u8));

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("4", reply.GrpcStatus);
    }

    [Theory]
    [InlineData("99999999H", "359999996400")]
    [InlineData("99999999M", "5999999940")]
    [InlineData("7S", "7")]
    [InlineData("7000m", "7")]
    [InlineData("7000000u", "7")]
    [InlineData("70000000n", "1")]
    public async Task Every_unit_of_a_timeout_is_understood(string timeout, string seconds)
    {
        RawReply reply = await server.Call(TestMethods.Timeout).With("grpc-timeout", timeout).SendAsync(RawCall.Frame("a"u8));

        // The longest one reaches beyond the last date there is, where it ends.
        double latest = Math.Ceiling((DateTimeOffset.MaxValue - TimeProvider.System.GetUtcNow()).TotalSeconds);
        string answer = Encoding.UTF8.GetString(reply.Body.AsSpan(5));
        Assert.True(answer == seconds || double.Parse(answer, CultureInfo.InvariantCulture) >= latest, answer);
    }

    [Fact]
    public async Task A_stream_with_the_longest_timeout_is_served()
    {
        RawReply reply = await server.Call(TestMethods.Exchange).With("grpc-timeout", "99999999H").SendAsync(RawCall.Frame("a"u8));

        Assert.Equal("0", reply.GrpcStatus);
    }

    [Theory]
    [InlineData(TestMethods.Wait)]
    [InlineData(TestMethods.Exchange)]
    [InlineData(TestMethods.Swallow)]
    public async Task A_stop_of_the_host_ends_streams_with_unavailable(string method)
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => server.Methods.AddTo(methods));
        using GrpcClientCall call = host.Open(method);
        await call.WriteAsync("stop"u8.ToArray());
        Assert.True(await call.ReadAsync());
        Task stopped = host.StopAsync();

        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatusCode.Unavailable, call.Status.Code);
        await stopped;
    }

    [Theory]
    [InlineData(TestMethods.Wait)]
    [InlineData(TestMethods.Exchange)]
    [InlineData(TestMethods.Swallow)]
    public async Task A_stop_of_the_host_sends_the_status_in_trailers(string method)
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => server.Methods.AddTo(methods));
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await connection.SendGrpcHeadersAsync(1, method);
        await connection.SendAsync(RawHttp2Connection.Data, 0, 1, RawCall.Frame("stop on the wire"u8));
        (byte headers, _, _) = await connection.ReadAsync(1);
        (byte data, _, _) = await connection.ReadAsync(1);
        Task stopped = host.StopAsync();
        (byte trailers, byte flags, byte[] payload) = await connection.ReadAsync(1);
        connection.Dispose();
        await stopped;

        Assert.Equal([RawHttp2Connection.Headers, RawHttp2Connection.Data, RawHttp2Connection.Headers], new[] { headers, data, trailers });
        Assert.True((flags & RawHttp2Connection.EndStream) != 0, "the trailers end the stream");
        Assert.Contains("grpc-status\u000214", Encoding.Latin1.GetString(payload), StringComparison.Ordinal);
    }

    private Task<GrpcTestHost> StartAsync(TimeProvider clock) => GrpcTestHost.StartAsync(
        methods => server.Methods.AddTo(methods),
        GrpcTestHost.EndpointOf("127.0.0.1:0"),
        configure: services => services.AddSingleton(clock));
}
