using System.IO.Pipelines;
using System.Net;
using System.Text;
using Authz.Grpc.Framing;
using Authz.Grpc.Server;
using Authz.Grpc.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Grpc.Tests.Server;

/// <summary>Requests that no handler gets to see, and what they are told.</summary>
public sealed class RefusalTests(TestServer server) : IClassFixture<TestServer>
{
    public static TheoryData<string, byte[], string> MalformedBodies { get; } = new()
    {
        { "no message", [], "12" },
        { "a prefix cut short", [0, 0, 0, 0], "13" },
        { "a message cut short", RawCall.Frame("hell"u8, length: 5), "13" },
        { "a prefix and no message", RawCall.Frame([], length: 1), "13" },
        { "two messages", [.. RawCall.Frame("a"u8), .. RawCall.Frame("b"u8)], "12" },
        { "a message and one byte", [.. RawCall.Frame("a"u8), 0], "12" },
        { "a compressed message without an encoding", RawCall.Frame("a"u8, flag: 1), "13" },
        { "reserved flag bits", RawCall.Frame("a"u8, flag: 2), "13" },
        { "all flag bits", RawCall.Frame("a"u8, flag: 255), "13" },
        { "one byte more than the limit", RawCall.Frame(new byte[TestMethods.SmallBytesMax + 1]), "8" },
        { "one byte more than the limit, announced only", RawCall.Frame([], length: TestMethods.SmallBytesMax + 1), "8" },
        { "the longest length there is", [0, 255, 255, 255, 255], "8" },
        { "a length with the sign bit", [0, 128, 0, 0, 0], "8" },
    };

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task A_malformed_body_is_refused_in_trailers_only_form(string what, byte[] body, string expected)
    {
        RawReply reply = await server.Call(TestMethods.Small).SendAsync(body);

        Assert.True(reply.IsTrailersOnly, what);
        Assert.Equal(HttpStatusCode.OK, reply.HttpStatus);
        Assert.Equal(expected, reply.GrpcStatus);
    }

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public async Task A_method_with_a_single_read_refuses_the_same(string what, byte[] body, string expected)
    {
        RawReply reply = await server.Call(TestMethods.SmallSingle).SendAsync(body);

        Assert.True(reply.IsTrailersOnly, what);
        Assert.Equal(expected, reply.GrpcStatus);
    }

    [Fact]
    public async Task A_message_at_the_limit_passes()
    {
        RawReply reply = await server.Call(TestMethods.Small).SendAsync(RawCall.Frame(new byte[TestMethods.SmallBytesMax]));

        Assert.Equal("0", reply.GrpcStatus);
    }

    [Fact]
    public async Task Request_headers_that_end_the_stream_are_a_call_without_a_message()
    {
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(server.Host.Endpoint.Address);
        await connection.SendGrpcHeadersAsync(1, TestMethods.Echo, RawHttp2Connection.EndStream);
        (byte type, byte flags, byte[] payload) = await connection.ReadAsync(1);

        Assert.Equal(RawHttp2Connection.Headers, type);
        Assert.True((flags & RawHttp2Connection.EndStream) != 0, "the only block of headers ends the stream");
        Assert.Contains("grpc-status\u000212", Encoding.Latin1.GetString(payload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compressed_message_is_unimplemented_and_the_encodings_taken_are_named()
    {
        RawReply reply = await server.Call(TestMethods.Echo).With("grpc-encoding", "gzip").SendAsync(RawCall.Frame("a"u8, flag: 1));

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("12", reply.GrpcStatus);
        Assert.Equal("identity", reply.Headers["grpc-accept-encoding"]);
        Assert.Contains("gzip", reply.Headers["grpc-message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("Identity")]
    [InlineData("")]
    public async Task A_compressed_message_under_the_identity_encoding_is_an_internal_error(string encoding)
    {
        RawReply reply = await server.Call(TestMethods.Echo).With("grpc-encoding", encoding).SendAsync(RawCall.Frame("a"u8, flag: 1));

        Assert.Equal("13", reply.GrpcStatus);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("unheard-of")]
    public async Task An_uncompressed_message_passes_whatever_encoding_was_declared(string encoding)
    {
        RawReply reply = await server.Call(TestMethods.Echo).With("grpc-encoding", encoding).SendAsync(RawCall.Frame("a"u8));

        Assert.Equal("0", reply.GrpcStatus);
    }

    [Theory]
    [InlineData("/test.Test/Missing")]
    [InlineData("/test.Missing/Echo")]
    [InlineData("/test.Test/echo")]
    [InlineData("/test.Test/Echo/")]
    [InlineData("/test.Test/Echo?a=b")]
    [InlineData("/")]
    public async Task An_unknown_method_is_unimplemented(string method)
    {
        RawReply reply = await server.Call(method).SendAsync(RawCall.Frame("a"u8));

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal(HttpStatusCode.OK, reply.HttpStatus);
        Assert.Equal("12", reply.GrpcStatus);
        Assert.Equal("application/grpc", reply.Headers["content-type"]);
    }

    [Theory]
    [InlineData("/test%2ETest/Echo")]
    [InlineData("//test.Test/Echo")]
    [InlineData("/./test.Test/Echo")]
    public async Task A_method_spelt_another_way_is_another_method(string path)
    {
        using RawHttp2Connection connection = await RawHttp2Connection.OpenAsync(server.Host.Endpoint.Address);
        await connection.SendGrpcHeadersAsync(1, path, RawHttp2Connection.EndStream);
        (_, _, byte[] payload) = await connection.ReadAsync(1);

        Assert.Contains(CallFaults.UnknownMethod.Message, Encoding.Latin1.GetString(payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    [InlineData("application/grpc-web+proto")]
    [InlineData("application/grpc+json")]
    [InlineData("application/grpcx")]
    public async Task Another_content_type_is_http_415_without_a_grpc_status(string contentType)
    {
        RawReply reply = await new RawCall(server.Host.BaseAddress, TestMethods.Echo) { ContentType = contentType }.SendAsync(RawCall.Frame("a"u8));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.HttpStatus);
        Assert.Equal("", reply.GrpcStatus);
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    [InlineData("Application/GRPC")]
    public async Task Other_spellings_of_the_content_type_pass(string contentType)
    {
        RawReply reply = await new RawCall(server.Host.BaseAddress, TestMethods.Echo) { ContentType = contentType }.SendAsync(RawCall.Frame("a"u8));

        Assert.Equal("0", reply.GrpcStatus);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("FOO")]
    public async Task Another_http_method_is_http_405(string httpMethod)
    {
        RawReply reply = await new RawCall(server.Host.BaseAddress, TestMethods.Echo) { HttpMethod = new HttpMethod(httpMethod) }
            .SendAsync(RawCall.Frame("a"u8));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.HttpStatus);
        Assert.Equal("POST", reply.Headers["allow"]);
    }

    [Fact]
    public async Task Http_1_is_refused_at_the_endpoint()
    {
        RawReply reply = await new RawCall(server.Host.BaseAddress, TestMethods.Echo) { Version = HttpVersion.Version11 }.SendAsync(RawCall.Frame("a"u8));

        Assert.Equal(HttpStatusCode.BadRequest, reply.HttpStatus);
        Assert.Contains("HTTP/2", Encoding.UTF8.GetString(reply.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http_1_that_reaches_the_pipeline_is_told_to_upgrade()
    {
        var context = new DefaultHttpContext { Request = { Protocol = "HTTP/1.1", Method = "POST", ContentType = "application/grpc" } };
        await DispatchAsync(context);

        Assert.Equal(StatusCodes.Status426UpgradeRequired, context.Response.StatusCode);
        Assert.Equal("HTTP/2", context.Response.Headers.Upgrade);
    }

    [Fact]
    public async Task A_stream_that_was_reset_before_its_first_read_harms_nobody()
    {
        var context = new DefaultHttpContext { Request = { Protocol = "HTTP/2", Method = "POST", ContentType = "application/grpc" } };
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = TestMethods.Echo;
        var body = new Pipe();
        await body.Writer.CompleteAsync(new IOException("reset"));
        context.Features.Set<IRequestBodyPipeFeature>(new RequestBodyPipe(body.Reader));
        await DispatchAsync(context);

        Assert.Equal("1", context.Response.Headers.GrpcStatus);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData("1.5S")]
    [InlineData("1 S")]
    [InlineData("1s")]
    [InlineData("0x1S")]
    [InlineData("100000000S")]
    public async Task A_malformed_timeout_is_http_400_and_internal(string timeout)
    {
        RawReply reply = await server.Call(TestMethods.Echo).With("grpc-timeout", timeout).SendAsync(RawCall.Frame("a"u8));

        Assert.Equal(HttpStatusCode.BadRequest, reply.HttpStatus);
        Assert.True(reply.IsTrailersOnly);
        Assert.Equal("13", reply.GrpcStatus);
    }

    [Fact]
    public async Task Two_timeouts_are_malformed()
    {
        RawReply reply = await server.Call(TestMethods.Echo).With("grpc-timeout", "1S").With("grpc-timeout", "2S").SendAsync(RawCall.Frame("a"u8));

        Assert.Equal(HttpStatusCode.BadRequest, reply.HttpStatus);
    }

    private static Task DispatchAsync(HttpContext context)
    {
        var methods = new GrpcServiceMapBuilder();
        new TestMethods().AddTo(methods);
        return new GrpcDispatcher(methods.Build(), TestServices.New()).DispatchAsync(context);
    }

    private sealed class RequestBodyPipe(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
