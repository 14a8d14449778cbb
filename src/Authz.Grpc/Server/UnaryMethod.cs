using System.Buffers;
using System.IO.Pipelines;
using Authz.Grpc.Framing;
using Authz.Grpc.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Server;

/// <summary>One message in, one out. The usual call, whose body is there when it starts, runs without an await.</summary>
internal sealed partial class UnaryMethod(string name, int messageBytesMax, UnaryHandler handler) : GrpcMethod(name, messageBytesMax)
{
    public override Task ServeAsync(HttpContext context, GrpcCall call, GrpcServerServices services)
    {
        BodyLimits.Lift(context);
        PipeReader body = context.Request.BodyReader;
        long arrived = 0;
        try
        {
            if (body.TryRead(out ReadResult read))
            {
                arrived = read.Buffer.Length;
                if (TryAnswer(context, in call, services, in read))
                {
                    return Task.CompletedTask;
                }
            }
        }
        catch (Exception exception) when (IsClientGone(exception))
        {
            EndUnheard(context);
            return Task.CompletedTask;
        }

        return ServeSlowlyAsync(context, call, services, arrived);
    }

    /// <param name="arrived">What the first look has found and left.</param>
    private async Task ServeSlowlyAsync(HttpContext context, GrpcCall call, GrpcServerServices services, long arrived)
    {
        PipeReader body = context.Request.BodyReader;
        using var ended = new CancellationTokenSource();
        using Arrival arrival = services.Arrivals.Begin(TimeLeft(in call, services), _ => ended.CancelAsync());
        try
        {
            while (true)
            {
                arrival.Hold(arrived);
                ReadResult read = await body.ReadAsync(ended.Token);
                arrived = read.Buffer.Length;
                if (TryAnswer(context, in call, services, in read))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (arrival.Fault is { } fault)
        {
            GrpcResponse.End(context, in fault);
        }
        catch (Exception exception) when (IsClientGone(exception))
        {
            EndUnheard(context);
        }
    }

    private static TimeSpan TimeLeft(in GrpcCall call, GrpcServerServices services)
    {
        DateTimeOffset latest = call.ReceivedAt + services.Limits.MessageTimeMax;
        return (call.Deadline < latest ? call.Deadline.Value : latest) - services.Clock.GetUtcNow();
    }

    /// <summary>What a read throws when the stream was reset or its connection was lost.</summary>
    private static bool IsClientGone(Exception exception) => exception is IOException or OperationCanceledException;

    /// <summary>Nobody hears the status, but an answer without one must not leave, not even to nobody.</summary>
    private static void EndUnheard(HttpContext context) => GrpcResponse.End(context, CallFaults.Cancelled);

    /// <summary>False when the message has not arrived whole.</summary>
    private bool TryAnswer(HttpContext context, in GrpcCall call, GrpcServerServices services, in ReadResult read)
    {
        PipeReader body = context.Request.BodyReader;
        ReadOnlySequence<byte> buffer = read.Buffer;
        FrameRules rules = RulesFor(context);
        FrameResult result = MessageFrame.TryReadSingle(in buffer, read.IsCompleted, in rules, out ReadOnlySequence<byte> message, out GrpcStatus fault);
        if (result == FrameResult.Incomplete)
        {
            body.AdvanceTo(buffer.Start, buffer.End);
            return false;
        }

        if (result == FrameResult.Malformed)
        {
            GrpcResponse.End(context, in fault);
        }
        else
        {
            Answer(context, in call, services.Logger, in message);
        }

        body.AdvanceTo(buffer.End);
        return true;
    }

    private void Answer(HttpContext context, in GrpcCall call, ILogger logger, in ReadOnlySequence<byte> message)
    {
        UnaryResponseWriter response = UnaryResponseWriter.Rent(context.Response.BodyWriter);
        try
        {
            GrpcStatus status = message.IsSingleSegment
                ? handler(in call, message.FirstSpan, response)
                : InvokeOnCopy(in call, in message, response);
            if (!status.IsOk)
            {
                GrpcResponse.End(context, in status);
                return;
            }

            // INVARIANT: what can fail comes before the trailer says OK, and the message is the last of all.
            GrpcResponse.Begin(context);
            response.Prepare();
            GrpcResponse.EndOk(context);
            response.Commit();
        }
        catch (Exception exception)
        {
            Log.HandlerFailed(logger, Name, exception);
            GrpcResponse.End(context, CallFaults.HandlerFailed);
        }
        finally
        {
            response.Return();
        }
    }

    private GrpcStatus InvokeOnCopy(in GrpcCall call, in ReadOnlySequence<byte> message, UnaryResponseWriter response)
    {
        int length = checked((int)message.Length);
        byte[] copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            message.CopyTo(copy);
            return handler(in call, copy.AsSpan(0, length), response);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "The handler of {Method} failed; the caller was told UNKNOWN")]
        public static partial void HandlerFailed(ILogger logger, string method, Exception exception);
    }
}
