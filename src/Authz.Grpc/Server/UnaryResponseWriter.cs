using System.Buffers;
using System.IO.Pipelines;
using Authz.Grpc.Framing;
using Authz.Grpc.Transport;

namespace Authz.Grpc.Server;

/// <summary>
/// Holds a unary response until it is whole, so that no half message can leave: in the pipe's own memory, not yet advanced over,
/// and in a rented array when it outgrows that. The pipe is advanced once, over prefix and message.
/// </summary>
internal sealed class UnaryResponseWriter : IBufferWriter<byte>
{
    private const int FirstBlockBytes = 1024;

    // A unary handler is synchronous, so one writer per thread is enough, and a call allocates none.
    [ThreadStatic]
    private static UnaryResponseWriter? spare;

    private PipeWriter? pipe;
    private byte[]? rented;
    private Memory<byte> block;

    // The prefix counts as written from the start.
    private int written;

    private UnaryResponseWriter()
    {
    }

    public static UnaryResponseWriter Rent(PipeWriter pipe)
    {
        UnaryResponseWriter writer = spare ?? new UnaryResponseWriter();
        spare = null;
        writer.pipe = pipe;
        writer.written = MessageFrame.PrefixBytes;
        CallBlocks.BeginAnswer();
        return writer;
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Math.Max(block.Length - written, 0));
        written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return block[written..];
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return block.Span[written..];
    }

    /// <summary>Puts the response where the pipe can be advanced over it.</summary>
    public void Prepare()
    {
        PipeWriter target = OwnPipe();
        if (rented is not null || block.IsEmpty)
        {
            Memory<byte> destination = target.GetMemory(written);
            block.Span[..(block.IsEmpty ? 0 : written)].CopyTo(destination.Span);
            block = destination;
        }

        MessageFrame.WritePrefix(block.Span, written - MessageFrame.PrefixBytes);
    }

    public void Commit() => OwnPipe().Advance(written);

    public void Return()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
            rented = null;
        }

        block = default;
        pipe = null;
        spare = this;
        CallBlocks.EndAnswer();
    }

    private void Reserve(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        int needed = checked(written + Math.Max(sizeHint, 1));
        if (needed <= block.Length)
        {
            return;
        }

        if (block.IsEmpty)
        {
            block = OwnPipe().GetMemory(Math.Max(needed, FirstBlockBytes));
            return;
        }

        // The pipe gives no second block beside one that was not advanced over.
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Min(2L * block.Length, Array.MaxLength)));
        block.Span[..written].CopyTo(larger);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        rented = larger;
        block = larger;
    }

    private PipeWriter OwnPipe() =>
        pipe ?? throw new InvalidOperationException("The response was used after its handler returned.");
}
