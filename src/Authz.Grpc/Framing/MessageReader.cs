using System.Buffers;
using System.IO.Pipelines;
using Authz.Grpc.Server;

namespace Authz.Grpc.Framing;

/// <summary>The messages of one direction of a call, one after the other.</summary>
/// <param name="arrival">What bounds a message that is not whole; a client needs none, as it chose its server.</param>
internal sealed class MessageReader(PipeReader body, FrameRules rules, StreamArrival? arrival = null) : IDisposable
{
    private byte[]? rented;
    private SequencePosition heldEnd;
    private bool isHolding;

    /// <summary>The message that the last read brought, in the pipe's own memory where it is contiguous. Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Message { get; private set; }

    /// <summary>Set when a read found a malformed message.</summary>
    public GrpcStatus Fault { get; private set; }

    /// <summary>With <paramref name="isSingle"/> the stream must hold exactly one message, and is read to its end.</summary>
    public async ValueTask<MessageReadOutcome> ReadAsync(bool isSingle, CancellationToken cancellationToken)
    {
        Release();
        if (isSingle)
        {
            // It is due with the call, while the next one of many may come in days.
            arrival?.Hold(0);
        }

        while (true)
        {
            ReadResult read = await body.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> buffer = read.Buffer;
            long arrived = buffer.Length;
            FrameResult result = Find(in read, isSingle, out ReadOnlySequence<byte> message, out GrpcStatus fault);
            if (result == FrameResult.Complete)
            {
                arrival?.Dispose();
                Hold(in message);
                return MessageReadOutcome.Message;
            }

            if (result == FrameResult.Malformed)
            {
                Fault = fault;
                body.AdvanceTo(buffer.End);
                return MessageReadOutcome.Malformed;
            }

            body.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return MessageReadOutcome.EndOfStream;
            }

            if (arrived > 0)
            {
                arrival?.Hold(arrived);
            }
        }
    }

    public void Dispose() => Release();

    private FrameResult Find(in ReadResult read, bool isSingle, out ReadOnlySequence<byte> message, out GrpcStatus fault)
    {
        ReadOnlySequence<byte> buffer = read.Buffer;
        if (isSingle)
        {
            return MessageFrame.TryReadSingle(in buffer, read.IsCompleted, in rules, out message, out fault);
        }

        FrameResult result = MessageFrame.TryRead(in buffer, in rules, out message, out fault);
        if (result == FrameResult.Incomplete && read.IsCompleted && !buffer.IsEmpty)
        {
            fault = CallFaults.Truncated;
            return FrameResult.Malformed;
        }

        return result;
    }

    private void Hold(in ReadOnlySequence<byte> message)
    {
        isHolding = true;
        heldEnd = message.End;
        if (message.IsSingleSegment)
        {
            Message = message.First;
            return;
        }

        int length = checked((int)message.Length);
        rented = ArrayPool<byte>.Shared.Rent(length);
        message.CopyTo(rented);
        Message = rented.AsMemory(0, length);
    }

    private void Release()
    {
        if (!isHolding)
        {
            return;
        }

        isHolding = false;
        Message = default;
        body.AdvanceTo(heldEnd);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
        }
    }
}
