using Authz.Grpc.Framing;
using Authz.Grpc.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Server;

/// <summary>Messages both ways, until the handler returns or the call ends otherwise.</summary>
/// <param name="streamsMax">Open at a time, over all clients.</param>
internal sealed partial class DuplexMethod(string name, int messageBytesMax, int streamsMax, DuplexHandler handler)
    : GrpcMethod(name, messageBytesMax)
{
    private int open;

    public override async Task ServeAsync(HttpContext context, GrpcCall call, GrpcServerServices services)
    {
        try
        {
            if (Interlocked.Increment(ref open) > streamsMax)
            {
                services.Refusals.Note(GrpcRefusal.Stream, streamsMax);
                GrpcResponse.End(context, CallFaults.TooManyStreams);
                return;
            }

            await ServeOneAsync(context, call, services);
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }

    private async Task ServeOneAsync(HttpContext context, GrpcCall call, GrpcServerServices services)
    {
        BodyLimits.Lift(context);
        await using var lifetime = new CallLifetime(call.Deadline, services, context.RequestAborted);
        using var arrival = new StreamArrival(services, lifetime);
        using var messages = new MessageReader(context.Request.BodyReader, RulesFor(context), arrival);
        var duplex = new GrpcDuplexCall(context, in call, lifetime, messages);
        GrpcStatus status = await InvokeAsync(duplex, lifetime, services.Logger);
        await duplex.CloseAsync();
        if (duplex.HasSent)
        {
            GrpcResponse.EndAfterMessages(context, in status);
        }
        else
        {
            GrpcResponse.End(context, in status);
        }
    }

    private async Task<GrpcStatus> InvokeAsync(GrpcDuplexCall duplex, CallLifetime lifetime, ILogger logger)
    {
        try
        {
            lifetime.Token.ThrowIfCancellationRequested();
            GrpcStatus status = await handler(duplex);

            // What ended the call wins over what the handler made of it: an OK after a deadline or a broken frame would pass
            // an unfinished stream off as a whole one.
            return lifetime.Ending ?? status;
        }
        catch (Exception exception)
        {
            if (lifetime.Ending is { } ending)
            {
                Log.CallEnded(logger, Name, ending, exception is OperationCanceledException ? null : exception);
                return ending;
            }

            Log.HandlerFailed(logger, Name, exception);
            return CallFaults.HandlerFailed;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "The handler of {Method} failed; the caller was told UNKNOWN")]
        public static partial void HandlerFailed(ILogger logger, string method, Exception exception);

        [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "A call of {Method} ended before its handler did: {Status}")]
        public static partial void CallEnded(ILogger logger, string method, GrpcStatus status, Exception? exception);
    }
}
