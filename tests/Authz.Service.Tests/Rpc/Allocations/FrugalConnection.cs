using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Authz.Testing.Http2;

namespace Authz.Service.Tests.Rpc.Allocations;

/// <summary>
/// One call after the other on one HTTP/2 connection, with nothing allocated for any: what the process allocates
/// meanwhile is the server's.
/// </summary>
internal sealed class FrugalConnection : IDisposable
{
    private const int GrpcPrefixBytes = 5;
    private const uint WindowGrowth = int.MaxValue - ushort.MaxValue;

    // A CheckResponse's status comes first: field 1, a message with its own field 1, the code 0.
    private static readonly byte[] okStatus = [0x0A, 0x02, 0x08, 0x00];

    private readonly Socket socket;
    private readonly byte[] received = new byte[64 * 1024];
    private readonly byte[] call;
    private readonly int dataStart;
    private int start;
    private int end;
    private int streamId = 1;

    public FrugalConnection(IPEndPoint server, string method, byte[] message)
    {
        byte[] framed = [0, .. Http2Frames.BigEndian((uint)message.Length), .. message];
        byte[] headers = Http2Frames.Frame(Http2Frames.Headers, Http2Frames.EndHeaders, streamId, Http2Frames.GrpcHeaderBlock(method));
        call = [.. headers, .. Http2Frames.Frame(Http2Frames.Data, Http2Frames.EndStream, streamId, framed)];
        dataStart = headers.Length;
        socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(server);
        socket.Send(Http2Frames.Preface.Span);
        socket.Send(Http2Frames.Frame(Http2Frames.Settings, Http2Frames.NoFlags, 0));
        socket.Send(Http2Frames.Frame(Http2Frames.WindowUpdate, Http2Frames.NoFlags, 0, Http2Frames.BigEndian(WindowGrowth)));
    }

    /// <summary>How many of the calls were answered with OK.</summary>
    public int Call(int count)
    {
        int allowed = 0;
        for (int i = 0; i < count; i++)
        {
            allowed += CallOnce() ? 1 : 0;
        }

        return allowed;
    }

    public void Dispose() => socket.Dispose();

    private bool CallOnce()
    {
        WriteStreamId(call.AsSpan());
        WriteStreamId(call.AsSpan(dataStart));
        socket.Send(call);
        bool isAllowed = false;
        bool isEnded = false;
        while (!isEnded)
        {
            (int length, byte type, byte flags, int stream) = Http2Frames.ReadHeader(Take(Http2Frames.HeaderBytes));
            ReadOnlySpan<byte> payload = Take(length);
            switch (type)
            {
                case Http2Frames.ResetStream or Http2Frames.GoAway:
                    throw new InvalidOperationException($"the server sent a frame of type {type}");
                case Http2Frames.Data when stream == streamId && length > GrpcPrefixBytes:
                    isAllowed = payload[GrpcPrefixBytes..].StartsWith(okStatus);
                    break;
            }

            isEnded = stream == streamId && (type is Http2Frames.Data or Http2Frames.Headers) && (flags & Http2Frames.EndStream) != 0;
        }

        streamId += 2;
        return isAllowed;
    }

    private void WriteStreamId(Span<byte> frame) => BinaryPrimitives.WriteInt32BigEndian(frame[5..], streamId);

    /// <summary>The next bytes from the server; valid until more are taken.</summary>
    private ReadOnlySpan<byte> Take(int count)
    {
        while (end - start < count)
        {
            if (end == received.Length || start == end)
            {
                received.AsSpan(start, end - start).CopyTo(received);
                end -= start;
                start = 0;
            }

            int read = socket.Receive(received.AsSpan(end));
            end += read > 0 ? read : throw new InvalidOperationException("the server closed the connection");
        }

        start += count;
        return received.AsSpan(start - count, count);
    }
}
