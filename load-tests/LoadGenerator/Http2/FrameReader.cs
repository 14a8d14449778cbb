using System.Buffers.Binary;

namespace Authz.LoadGenerator.Http2;

/// <summary>Where frames begin and end, and what in them is content (RFC 9113, 4.1 and 6).</summary>
internal static class FrameReader
{
    /// <summary>What we announce by saying nothing.</summary>
    public const int FrameBytesMax = 16_384;

    // Of a header block with its CONTINUATIONs.
    private const int BlockBytesMax = 128 * 1024;

    // The bytes of the next frame, and of the CONTINUATIONs that belong to it; 0 if they are not all there.
    public static int WholeFrames(ReadOnlySpan<byte> rest)
    {
        int length = 0;
        while (rest.Length - length >= SendBuffer.FrameHeaderBytes)
        {
            ReadOnlySpan<byte> frame = rest[length..];
            int payload = BinaryPrimitives.ReadInt32BigEndian(frame) >>> 8;
            if (payload > FrameBytesMax || length > BlockBytesMax)
            {
                throw new ProtocolException("a frame, or a header block, is larger than we allow");
            }

            length += SendBuffer.FrameHeaderBytes + payload;
            if (length > rest.Length)
            {
                return 0;
            }

            bool isOpen = (FrameType)frame[3] is FrameType.Headers or FrameType.Continuation && (frame[4] & FrameFlags.EndHeaders) == 0;
            if (!isOpen)
            {
                return length;
            }
        }

        return 0;
    }

    public static ReadOnlySpan<byte> HeaderBlockOf(ReadOnlySpan<byte> frames, ReadOnlySpan<byte> first, byte flags)
    {
        ReadOnlySpan<byte> block = WithoutPadding(first, flags);
        block = (flags & FrameFlags.Priority) != 0 ? block[Math.Min(5, block.Length)..] : block;
        if ((flags & FrameFlags.EndHeaders) != 0)
        {
            return block;
        }

        var whole = new List<byte>();
        whole.AddRange(block);
        for (frames = frames[(SendBuffer.FrameHeaderBytes + first.Length)..]; !frames.IsEmpty;)
        {
            if ((FrameType)frames[3] != FrameType.Continuation)
            {
                throw new ProtocolException("another frame stands within a header block");
            }

            int length = BinaryPrimitives.ReadInt32BigEndian(frames) >>> 8;
            whole.AddRange(frames.Slice(SendBuffer.FrameHeaderBytes, length));
            frames = frames[(SendBuffer.FrameHeaderBytes + length)..];
        }

        return whole.ToArray();
    }

    public static ReadOnlySpan<byte> WithoutPadding(ReadOnlySpan<byte> payload, byte flags)
    {
        if ((flags & FrameFlags.Padded) == 0)
        {
            return payload;
        }

        return payload.Length > payload[0]
            ? payload[1..^payload[0]]
            : throw new ProtocolException("a frame has more padding than content");
    }

    public static ReadOnlySpan<byte> Exactly(ReadOnlySpan<byte> payload, int length) =>
        payload.Length == length ? payload : throw new ProtocolException("a frame has a wrong length");
}
