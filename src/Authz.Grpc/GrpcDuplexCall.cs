using System.Buffers;
using System.IO.Pipelines;
using Authz.Grpc.Framing;
using Authz.Grpc.Server;
using Microsoft.AspNetCore.Http;

namespace Authz.Grpc;

/// <summary>
/// A streaming call, as its handler sees it. One read and one write may be under way at a time. When the call ends from outside
/// (reset, deadline, shutdown, malformed message), the token fires, and reads and writes throw OperationCanceledException;
/// the handler need not catch it: the client is told the right status.
/// </summary>
public sealed class GrpcDuplexCall
{
    private readonly HttpContext context;
    private readonly GrpcCall call;
    private readonly CallLifetime lifetime;
    private readonly MessageReader messages;
    private int isReading;
    private int isWriting;
    private bool hasBegun;

    internal GrpcDuplexCall(HttpContext context, in GrpcCall call, CallLifetime lifetime, MessageReader messages)
    {
        this.context = context;
        this.call = call;
        this.lifetime = lifetime;
        this.messages = messages;
    }

    public ref readonly GrpcCall Call => ref call;

    public CancellationToken CancellationToken => lifetime.Token;

    /// <summary>The message that the last read brought. Valid until the next read, and no longer than the handler runs.</summary>
    public ReadOnlyMemory<byte> Message => messages.Message;

    /// <summary>Waits for the next message; false when the client has half-closed.</summary>
    public ValueTask<bool> ReadAsync() => ReadOneAsync(isSingle: false);

    /// <summary>
    /// For server streaming: the one message of a client that sends no other. None, or a second one, ends the call; so it waits
    /// for the half-close, and is the only read of its call.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadSingleAsync()
    {
        await ReadOneAsync(isSingle: true);
        return Message;
    }

    /// <summary>Sends one message. It has left this process's hands, or waits for the client's window, when the task completes.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message)
    {
        Enter(ref isWriting, "write");
        try
        {
            lifetime.Token.ThrowIfCancellationRequested();
            if (!hasBegun)
            {
                GrpcResponse.Begin(context);
                hasBegun = true;
            }

            // INVARIANT: prefix and message are in the pipe before the first await, so that whatever ends the call comes
            // after a whole message.
            PipeWriter response = context.Response.BodyWriter;
            MessageFrame.WritePrefix(response.GetSpan(MessageFrame.PrefixBytes), message.Length);
            response.Advance(MessageFrame.PrefixBytes);
            response.Write(message.Span);
            FlushResult flush = await response.FlushAsync(lifetime.Token);
            if (flush.IsCompleted)
            {
                throw Ended(CallFaults.Cancelled);
            }
        }
        catch (IOException exception)
        {
            throw Ended(CallFaults.Cancelled, exception);
        }
        finally
        {
            Volatile.Write(ref isWriting, 0);
        }
    }

    private async ValueTask<bool> ReadOneAsync(bool isSingle)
    {
        Enter(ref isReading, "read");
        try
        {
            MessageReadOutcome outcome = await messages.ReadAsync(isSingle, lifetime.Token);
            if (outcome == MessageReadOutcome.Malformed)
            {
                throw Ended(messages.Fault);
            }

            return outcome == MessageReadOutcome.Message;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The token for a reset stream may fire later than its body breaks off.
            throw Ended(CallFaults.Cancelled, exception);
        }
        finally
        {
            Volatile.Write(ref isReading, 0);
        }
    }

    /// <summary>Ends the call, unless it has ended otherwise before.</summary>
    private OperationCanceledException Ended(in GrpcStatus status, Exception? cause = null)
    {
        lifetime.End(status);
        return new OperationCanceledException($"The call has ended: {lifetime.Ending}", cause, lifetime.Token);
    }

    private static void Enter(ref int isBusy, string operation)
    {
        if (Interlocked.Exchange(ref isBusy, 1) != 0)
        {
            throw new InvalidOperationException($"Another {operation} of this call is under way: await it first.");
        }
    }
}
