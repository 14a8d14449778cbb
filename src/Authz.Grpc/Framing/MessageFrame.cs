using System.Buffers;
using System.Buffers.Binary;

namespace Authz.Grpc.Framing;

/// <summary>Length-Prefixed-Message of the gRPC HTTP/2 mapping: a flag byte, a big-endian length, the message.</summary>
internal static class MessageFrame
{
    public const int PrefixBytes = 5;

    private const byte Uncompressed = 0;
    private const byte Compressed = 1;

    /// <summary>Finds the first message of <paramref name="buffer"/>; <paramref name="fault"/> is set only when it is malformed.</summary>
    public static FrameResult TryRead(
        in ReadOnlySequence<byte> buffer,
        in FrameRules rules,
        out ReadOnlySequence<byte> message,
        out GrpcStatus fault)
    {
        message = default;
        fault = default;
        if (buffer.Length < PrefixBytes)
        {
            return FrameResult.Incomplete;
        }

        (byte flag, uint length) = ReadPrefix(in buffer);

        // The flag is judged before the length: what an unknown flag does to the length is not known either.
        if (flag != Uncompressed)
        {
            fault = flag == Compressed ? CallFaults.Compressed(rules.MessageEncoding) : CallFaults.ReservedFlags;
            return FrameResult.Malformed;
        }

        if (length > (uint)rules.MessageBytesMax)
        {
            fault = CallFaults.TooLarge(length, rules.MessageBytesMax);
            return FrameResult.Malformed;
        }

        if (buffer.Length - PrefixBytes < length)
        {
            return FrameResult.Incomplete;
        }

        message = buffer.Slice(PrefixBytes, length);
        return FrameResult.Complete;
    }

    /// <summary>
    /// Finds the one message of a body that must hold exactly one: complete only when the client has half-closed, as only
    /// then it is known that no second one follows.
    /// </summary>
    public static FrameResult TryReadSingle(
        in ReadOnlySequence<byte> body,
        bool isHalfClosed,
        in FrameRules rules,
        out ReadOnlySequence<byte> message,
        out GrpcStatus fault)
    {
        FrameResult result = TryRead(in body, in rules, out message, out fault);
        if (result == FrameResult.Complete)
        {
            if (body.Length > PrefixBytes + message.Length)
            {
                fault = CallFaults.MoreThanOneMessage;
                return FrameResult.Malformed;
            }

            return isHalfClosed ? FrameResult.Complete : FrameResult.Incomplete;
        }

        if (result == FrameResult.Incomplete && isHalfClosed)
        {
            fault = body.IsEmpty ? CallFaults.NoMessage : CallFaults.Truncated;
            return FrameResult.Malformed;
        }

        return result;
    }

    public static void WritePrefix(Span<byte> prefix, int messageLength)
    {
        prefix[0] = Uncompressed;
        BinaryPrimitives.WriteInt32BigEndian(prefix[1..], messageLength);
    }

    private static (byte Flag, uint Length) ReadPrefix(in ReadOnlySequence<byte> buffer)
    {
        ReadOnlySpan<byte> first = buffer.FirstSpan;
        if (first.Length >= PrefixBytes)
        {
            return (first[0], BinaryPrimitives.ReadUInt32BigEndian(first[1..]));
        }

        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        return (prefix[0], BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]));
    }
}
