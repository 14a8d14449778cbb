using System.Buffers.Binary;
using System.Net.Sockets;

namespace Authz.LoadGenerator.Http2;

/// <summary>Frames that wait for the socket; many go out by one system call.</summary>
internal sealed class SendBuffer
{
    public const int FrameHeaderBytes = 9;

    private byte[] bytes = new byte[64 * 1024];
    private int start;
    private int end;

    public int Length => end - start;

    public void WriteHeader(int length, FrameType type, byte flags, int streamId)
    {
        Span<byte> header = Reserve(FrameHeaderBytes);
        BinaryPrimitives.WriteInt32BigEndian(header, length << 8);
        header[3] = (byte)type;
        header[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(header[5..], streamId);
    }

    public void Write(ReadOnlySpan<byte> content) => content.CopyTo(Reserve(content.Length));

    public void WriteInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    public void WriteSetting(ushort id, uint value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Reserve(2), id);
        WriteInt32(value);
    }

    /// <summary>Sends what the socket takes now.</summary>
    public SocketError Flush(Socket socket)
    {
        while (start < end)
        {
            int sent = socket.Send(bytes.AsSpan(start, end - start), SocketFlags.None, out SocketError error);
            if (error is SocketError.WouldBlock)
            {
                return SocketError.Success;
            }

            if (error != SocketError.Success)
            {
                return error;
            }

            start += sent;
        }

        start = end = 0;
        return SocketError.Success;
    }

    private Span<byte> Reserve(int count)
    {
        if (end + count > bytes.Length)
        {
            int length = Length;
            byte[] target = length + count > bytes.Length ? new byte[Math.Max(bytes.Length * 2, length + count)] : bytes;
            bytes.AsSpan(start, length).CopyTo(target);
            bytes = target;
            (start, end) = (0, length);
        }

        Span<byte> reserved = bytes.AsSpan(end, count);
        end += count;
        return reserved;
    }
}
