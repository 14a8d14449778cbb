using System.Buffers;
using System.IO.Pipelines;
using Authz.Grpc.Framing;
using Authz.Grpc.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Authz.Grpc;

/// <summary>
/// A streaming call, as its handler sees it. One read and one write may be under way at a time. When the call ends from outside
/// (reset, deadline, shutdown, malformed message), the token fires, and reads and writes throw OperationCanceledException;
/// the handler need not catch it: the client is told the right status.
/// </summary>
public sealed class GrpcDuplexCall
{
    // CANCEL of HTTP/2.
    private const int ResetWithCancel = 8;

    private readonly HttpContext context;
    private readonly GrpcCall call;
    private readonly CallLifetime lifetime;
    private readonly MessageReader messages;
    private readonly OperationGate reads = new("read");
    private readonly OperationGate writes = new("write");

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

    /// <summary>Whether the status belongs into trailers, after a message.</summary>
    internal bool HasSent { get; private set; }

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

    /// <summary>
    /// Sends one message. It has left, or fits into the buffers on its way, when the task completes: a client that does not read
    /// holds the writer back, beyond the end of the call even, until it reads, resets, or its deadline comes.
    /// </summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message)
    {
        writes.Enter();
        try
        {
            lifetime.Token.ThrowIfCancellationRequested();
            if (!HasSent)
            {
                GrpcResponse.Begin(context);
                HasSent = true;
            }

            // INVARIANT: prefix and message are in the pipe before the first await, so that whatever ends the call comes
            // after a whole message.
            PipeWriter response = context.Response.BodyWriter;
            MessageFrame.WritePrefix(response.GetSpan(MessageFrame.PrefixBytes), message.Length);
            response.Advance(MessageFrame.PrefixBytes);
            response.Write(message.Span);
            await FlushAsync(response);
        }
        catch (IOException exception)
        {
            throw Ended(CallFaults.Cancelled, exception);
        }
        finally
        {
            writes.Exit();
        }
    }

    /// <summary>
    /// Without the call's token: Kestrel resets a stream whose flush is cancelled, and a client that still reads would get neither
    /// the message nor the status. Only the deadline resets it, as the mapping says, and as it says with CANCEL.
    /// </summary>
    private async ValueTask FlushAsync(PipeWriter response)
    {
        ValueTask<FlushResult> flush = response.FlushAsync(CancellationToken.None);
        using CancellationTokenRegistration reset = flush.IsCompleted ? default : lifetime.OnDeadline(ResetStream);
        if ((await flush).IsCompleted || lifetime.Ending is not null)
        {
            throw Ended(CallFaults.Cancelled);
        }
    }

    private void ResetStream()
    {
        lifetime.End(CallFaults.DeadlineExceeded);
        context.Features.Get<IHttpResetFeature>()?.Reset(ResetWithCancel);
    }

    /// <summary>Ends what the handler left under way when it returned. Its memory is the next call's from then on.</summary>
    internal async Task CloseAsync()
    {
        Task closed = Task.WhenAll(reads.CloseAsync(), writes.CloseAsync());
        lifetime.Release();
        await closed;
    }

    private async ValueTask<bool> ReadOneAsync(bool isSingle)
    {
        reads.Enter();
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
            reads.Exit();
        }
    }

    /// <summary>Ends the call, unless it has ended otherwise before.</summary>
    private OperationCanceledException Ended(in GrpcStatus status, Exception? cause = null)
    {
        lifetime.End(status);
        return new OperationCanceledException($"The call has ended: {lifetime.Ending}", cause, lifetime.Token);
    }
}
