using System.Buffers;
using System.IO.Pipelines;
using Authz.Grpc.Server;
using Authz.Grpc.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Grpc.Tests.Server;

/// <summary>What Authz.Grpc itself adds to a call on Kestrel's HTTP/2, which allocates nothing once it is warm.</summary>
public sealed class UnaryAllocationTests
{
    private const int Calls = 1000;

    // Without back pressure: one thread writes and reads.
    private readonly Pipe response = new(new PipeOptions(pauseWriterThreshold: 0));

    [Theory]
    [InlineData(1300)]
    [InlineData(20_000)]
    public void A_unary_call_allocates_nothing_whether_its_message_is_in_one_piece_or_in_many(int length)
    {
        HttpContext context = ContextOf(RawCall.Frame(new byte[length]));
        GrpcServiceMap methods = new GrpcServiceMapBuilder().AddUnary(TestMethods.Echo, AnswerEcho).Build();
        var dispatcher = new GrpcDispatcher(methods, TestServices.New());
        Serve(dispatcher, context, Calls);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long answered = Serve(dispatcher, context, Calls);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((long)Calls * (length + 5), answered);

        // Less than a byte a call: the runtime may still replace a method by a faster one.
        Assert.InRange(allocated, 0, Calls - 1);
    }

    private static GrpcStatus AnswerEcho(in GrpcCall call, ReadOnlySpan<byte> request, IBufferWriter<byte> response)
    {
        response.Write(request);
        return GrpcStatus.Ok;
    }

    private DefaultHttpContext ContextOf(byte[] body)
    {
        var context = new DefaultHttpContext();
        var piped = new PipedResponse(response.Writer);
        context.Features.Set<IRequestBodyPipeFeature>(new ArrivedBody(Segment.SequenceOf([.. body.Chunk(4096)])));
        context.Features.Set<IHttpResponseBodyFeature>(piped);
        context.Features.Set<IHttpResponseTrailersFeature>(piped);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = TestMethods.Echo;
        context.Request.Protocol = "HTTP/2";
        context.Request.Method = "POST";
        context.Request.ContentType = "application/grpc";
        context.Request.Headers.GrpcTimeout = "2S";
        return context;
    }

    /// <summary>The bytes that were answered.</summary>
    private long Serve(GrpcDispatcher dispatcher, HttpContext context, int calls)
    {
        long answered = 0;
        for (int i = 0; i < calls; i++)
        {
            Task call = dispatcher.DispatchAsync(context);
            ValueTask<FlushResult> flush = response.Writer.FlushAsync(CancellationToken.None);
            bool isDone = call.IsCompletedSuccessfully && flush.IsCompletedSuccessfully;
            Assert.True(response.Reader.TryRead(out ReadResult answer) && isDone);
            answered += answer.Buffer.Length;
            response.Reader.AdvanceTo(answer.Buffer.End);
        }

        return answered;
    }
}
