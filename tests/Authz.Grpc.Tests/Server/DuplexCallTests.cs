using System.Text;
using Authz.Grpc.Client;
using Authz.Grpc.Limits;
using Authz.Grpc.Tests.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Tests.Server;

public sealed class DuplexCallTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Messages_go_both_ways_one_by_one()
    {
        using GrpcClientCall call = server.Host.Open(TestMethods.Exchange);
        foreach (string text in new[] { "a", "", "ccc", new string('d', 100_000) })
        {
            Assert.True(await call.WriteAsync(Encoding.UTF8.GetBytes(text)));
            Assert.True(await call.ReadAsync());
            Assert.Equal(text, Encoding.UTF8.GetString(call.Message.Span));
        }

        call.CompleteWriting();
        Assert.False(await call.ReadAsync());
        Assert.Equal(GrpcStatus.Ok, call.Status);
    }

    [Fact]
    public async Task Messages_in_one_frame_and_across_frames_are_told_apart()
    {
        byte[] messages = [.. RawCall.Frame("a"u8), .. RawCall.Frame([]), .. RawCall.Frame("ccc"u8)];
        RawReply atOnce = await server.Call(TestMethods.Exchange).SendAsync(messages);
        RawReply inPieces = await server.Call(TestMethods.Exchange).SendAsync(new PiecewiseContent(messages));

        Assert.Equal(messages, atOnce.Body);
        Assert.Equal(messages, inPieces.Body);
        Assert.Equal("0", inPieces.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task A_stream_without_messages_is_ok_in_trailers()
    {
        RawReply reply = await server.Call(TestMethods.Exchange).SendAsync([]);

        Assert.Empty(reply.Body);
        Assert.Equal("0", reply.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task A_malformed_message_after_good_ones_ends_the_call_after_their_answers()
    {
        RawReply reply = await server.Call(TestMethods.Exchange).SendAsync([.. RawCall.Frame("a"u8), 0, 0]);

        Assert.Equal(RawCall.Frame("a"u8), reply.Body);
        Assert.Equal("13", reply.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task A_handler_that_hides_a_malformed_message_does_not_end_ok()
    {
        RawReply reply = await server.Call(TestMethods.Swallow).SendAsync([.. RawCall.Frame("a"u8), 9, 0, 0, 0, 0]);

        Assert.Equal("13", reply.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task An_oversize_message_ends_a_stream_with_resource_exhausted()
    {
        RawReply reply = await server.Call(TestMethods.Exchange).SendAsync([.. RawCall.Frame("a"u8), 0, 0, 64, 0, 1]);

        Assert.Equal("8", reply.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task A_handler_that_throws_late_sent_whole_messages_and_unknown()
    {
        RawReply reply = await server.Call(TestMethods.ThrowLate).SendAsync(RawCall.Frame("a"u8));

        Assert.Equal(RawCall.Frame("a"u8), reply.Body);
        Assert.Equal("2", reply.Trailers["grpc-status"]);
        Assert.DoesNotContain("secret", reply.Trailers["grpc-message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_by_the_client_ends_the_handler()
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => server.Methods.AddTo(methods));
        using (GrpcClientCall call = host.Open(TestMethods.Wait))
        {
            await call.WriteAsync("reset"u8.ToArray());
            Assert.True(await call.ReadAsync());
        }

        await server.Methods.EndOf("reset").WaitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(host.Log.Of(LogLevel.Error));
    }

    [Fact]
    public async Task A_reset_within_a_message_ends_a_handler_that_reads()
    {
        var ended = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => methods.AddDuplex("/test.Test/Read", async call =>
        {
            started.SetResult();
            Exception? exception = await Record.ExceptionAsync(async () => await call.ReadAsync());
            ended.SetResult(exception ?? new InvalidOperationException("the read brought a message or an end"));
            return GrpcStatus.Ok;
        }));
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(host.Endpoint.Address);
        await connection.SendGrpcHeadersAsync(1, "/test.Test/Read");
        await connection.SendAsync(RawHttp2Connection.Data, 0, 1, [0, 0, 0, 0, 9, 1, 2]);
        await started.Task.WaitAsync(TestContext.Current.CancellationToken);
        await connection.SendAsync(RawHttp2Connection.ResetStream, 0, 1, [0, 0, 0, 8]);

        Assert.IsType<OperationCanceledException>(await ended.Task.WaitAsync(TestContext.Current.CancellationToken), exactMatch: false);
    }

    [Fact]
    public async Task A_lost_connection_ends_the_handler()
    {
        using (RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(server.Host.Endpoint.Address))
        {
            await connection.SendGrpcHeadersAsync(1, TestMethods.Wait);
            await connection.SendAsync(RawHttp2Connection.Data, 0, 1, RawCall.Frame("lost"u8));
            await connection.ReadAsync(1);
        }

        await server.Methods.EndOf("lost").WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stream_lives_beyond_the_size_of_any_http_body()
    {
        const int Messages = 32;
        byte[] message = new byte[1024 * 1024];
        using GrpcClientCall call = server.Host.Open(TestMethods.Collect);
        for (int i = 0; i < Messages; i++)
        {
            Assert.True(await call.WriteAsync(message));
        }

        call.CompleteWriting();
        Assert.True(await call.ReadAsync());
        Assert.Equal($"{Messages} {Messages * message.Length}", Encoding.UTF8.GetString(call.Message.Span));
    }

    /// <summary>
    /// Kestrel's rate is set so high that it would have closed both connections by the time at which the half message is given up.
    /// </summary>
    [Fact]
    public async Task A_silent_stream_outlives_a_half_message_and_neither_is_a_matter_of_rate()
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(
            methods => server.Methods.AddTo(methods),
            GrpcTestHost.EndpointOf("127.0.0.1:0"),
            configure: services => services
                .AddGrpcLimits(new GrpcLimits { MessageTimeMax = TimeSpan.FromSeconds(4) })
                .Configure<KestrelServerOptions>(options => options.Limits.MinRequestBodyDataRate = new MinDataRate(1e9, TimeSpan.FromSeconds(1.1))));
        using GrpcClientCall silent = host.Open(TestMethods.Exchange);
        await silent.WriteAsync("before"u8.ToArray());
        Assert.True(await silent.ReadAsync());

        using GrpcClientCall stalled = host.Open(TestMethods.Echo);
        Assert.False(await stalled.ReadAsync());
        Assert.Equal(GrpcStatusCode.DeadlineExceeded, stalled.Status.Code);

        await silent.WriteAsync("after"u8.ToArray());
        Assert.True(await silent.ReadAsync());
        Assert.Equal("after"u8.ToArray(), silent.Message.ToArray());
    }

    [Fact]
    public async Task A_client_that_calls_a_stream_as_unary_gets_its_one_message()
    {
        GrpcReply reply = await server.Host.Connect().UnaryAsync(
            TestMethods.Collect,
            "abc"u8.ToArray(),
            Timeout.InfiniteTimeSpan,
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(GrpcStatus.Ok, reply.Status);
        Assert.Equal("1 3"u8.ToArray(), reply.Message.ToArray());
    }
}
