using System.Buffers;
using System.Net;
using System.Text;
using Authz.Grpc.Tests.Hosting;
using Authz.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Tests.Server;

public sealed class UnaryCallTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task An_ok_call_answers_headers_one_message_and_the_status_in_trailers()
    {
        RawReply reply = await server.Call(TestMethods.Echo).SendAsync(RawCall.Frame("hello"u8));

        Assert.Equal(HttpStatusCode.OK, reply.HttpStatus);
        Assert.Equal("application/grpc", reply.Headers["content-type"]);
        Assert.Equal(RawCall.Frame("hello"u8), reply.Body);
        Assert.Equal("0", reply.Trailers["grpc-status"]);
        Assert.DoesNotContain("grpc-status", reply.Headers.Keys);
    }

    [Fact]
    public async Task An_ok_handler_that_writes_nothing_sends_the_prefix_of_an_empty_message()
    {
        RawReply reply = await server.Call(TestMethods.Nothing).SendAsync(RawCall.Frame("hello"u8));

        Assert.Equal([0, 0, 0, 0, 0], reply.Body);
        Assert.Equal("0", reply.Trailers["grpc-status"]);
    }

    [Fact]
    public async Task A_handler_that_throws_after_writing_leaks_neither_bytes_nor_the_reason()
    {
        RawReply reply = await server.Call(TestMethods.Throw).SendAsync(RawCall.Frame("hello"u8));

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("2", reply.GrpcStatus);
        Assert.DoesNotContain("secret", string.Concat(reply.Headers.Values), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_that_throws_is_logged_with_its_method_and_its_exception()
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => new TestMethods().AddTo(methods));
        await new RawCall(host.BaseAddress, TestMethods.Throw).SendAsync(RawCall.Frame("hello"u8));

        LogRecord record = Assert.Single(host.Log.Of(LogLevel.Error));
        Assert.Contains(TestMethods.Throw, record.Message, StringComparison.Ordinal);
        Assert.Equal("a secret", record.Exception?.Message);
    }

    [Fact]
    public async Task A_failed_call_discards_what_was_written()
    {
        RawReply reply = await server.Call(TestMethods.Fail).With("x-code", "5").SendAsync(RawCall.Frame("not here"u8));

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("5", reply.GrpcStatus);
        Assert.Equal("not here", reply.Headers["grpc-message"]);
    }

    [Fact]
    public async Task A_forgotten_status_is_unknown_and_sends_no_message()
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => methods.AddUnary("/test.Test/Forget", Forget));
        RawReply reply = await new RawCall(host.BaseAddress, "/test.Test/Forget").SendAsync(RawCall.Frame("hello"u8));

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("2", reply.GrpcStatus);

        static GrpcStatus Forget(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
        {
            response.Write("allow"u8);
            return default;
        }
    }

    [Fact]
    public async Task A_status_message_is_percent_encoded()
    {
        RawReply reply = await server.Call(TestMethods.Fail).With("x-code", "7").SendAsync(RawCall.Frame("100% ž\n"u8));

        Assert.Equal("100%25 %C5%BE%0A", reply.Headers["grpc-message"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4091)]
    [InlineData(4092)]
    [InlineData(100_000)]
    [InlineData((4 * 1024 * 1024) - 1)]
    [InlineData(4 * 1024 * 1024)]
    public async Task Messages_of_any_size_up_to_the_limit_pass_whole(int length)
    {
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        RawReply reply = await server.Call(TestMethods.Echo).SendAsync(RawCall.Frame(message));

        Assert.Equal("0", reply.GrpcStatus);
        Assert.True(reply.Body.AsSpan().SequenceEqual(RawCall.Frame(message)));
    }

    [Fact]
    public async Task A_response_written_in_many_pieces_leaves_as_one_message()
    {
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => methods.AddUnary("/test.Test/Pieces", WriteInPieces));
        RawReply reply = await new RawCall(host.BaseAddress, "/test.Test/Pieces").SendAsync(RawCall.Frame("10000"u8));

        byte[] expected = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i},")));
        Assert.True(reply.Body.AsSpan().SequenceEqual(RawCall.Frame(expected)));

        static GrpcStatus WriteInPieces(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
        {
            for (int i = 0; i < 10_000; i++)
            {
                byte[] piece = Encoding.UTF8.GetBytes($"{i},");
                if (i % 2 == 0)
                {
                    response.Write(piece);
                }
                else
                {
                    piece.CopyTo(response.GetMemory(piece.Length));
                    response.Advance(piece.Length);
                }
            }

            return GrpcStatus.Ok;
        }
    }

    [Fact]
    public async Task A_response_used_after_its_handler_returned_is_refused()
    {
        IBufferWriter<byte>? kept = null;
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(methods => methods.AddUnary(
            "/test.Test/Keep",
            (in GrpcCall _, ReadOnlySpan<byte> _, IBufferWriter<byte> response) =>
            {
                kept = response;
                return GrpcStatus.Ok;
            }));
        await new RawCall(host.BaseAddress, "/test.Test/Keep").SendAsync(RawCall.Frame("hello"u8));

        Assert.NotNull(kept);
        Assert.Throws<InvalidOperationException>(() => kept.GetSpan(1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => kept.Advance(1));
    }

    [Fact]
    public async Task A_message_that_arrives_byte_by_byte_is_answered_when_it_is_whole()
    {
        RawReply reply = await server.Call(TestMethods.Echo).SendAsync(new PiecewiseContent(RawCall.Frame("hello"u8)));

        Assert.Equal("0", reply.GrpcStatus);
        Assert.Equal(RawCall.Frame("hello"u8), reply.Body);
    }

    [Fact]
    public async Task The_time_of_a_call_is_that_of_the_registered_clock()
    {
        var time = new DateTimeOffset(2026, 11, 20, 8, 30, 0, TimeSpan.Zero);
        DateTimeOffset? receivedAt = null;
        DateTimeOffset? deadline = null;
        await using GrpcTestHost host = await GrpcTestHost.StartAsync(
            methods => methods.AddUnary("/test.Test/Time", (in GrpcCall call, ReadOnlySpan<byte> _, IBufferWriter<byte> _) =>
            {
                receivedAt = call.ReceivedAt;
                deadline = call.Deadline;
                return GrpcStatus.Ok;
            }),
            GrpcTestHost.EndpointOf("127.0.0.1:0"),
            configure: services => services.AddSingleton<TimeProvider>(new ManualTimeProvider(time)));
        await new RawCall(host.BaseAddress, "/test.Test/Time").With("grpc-timeout", "90S").SendAsync(RawCall.Frame("hello"u8));

        Assert.Equal(time, receivedAt);
        Assert.Equal(time.AddSeconds(90), deadline);
    }
}
