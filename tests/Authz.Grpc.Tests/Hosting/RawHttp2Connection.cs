using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>HTTP/2 by hand, for what HttpClient does not send. Knows frames and literal headers, and nothing of windows.</summary>
internal sealed class RawHttp2Connection : IDisposable
{
    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte EndStream = 1;
    private const byte EndHeaders = 4;
    private const int FrameHeaderBytes = 9;

    private readonly NetworkStream stream;

    private RawHttp2Connection(NetworkStream stream) => this.stream = stream;

    public static async Task<RawHttp2Connection> OpenAsync(EndPoint address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address);
        var connection = new RawHttp2Connection(new NetworkStream(socket, ownsSocket: true));
        await connection.stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await connection.SendAsync(Settings, 0, 0, []);
        return connection;
    }

    public Task SendGrpcHeadersAsync(int streamId, string path, byte flags = 0, params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] headers =
        [
            (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"), ("content-type", "application/grpc"), .. more,
        ];
        return SendAsync(Headers, (byte)(flags | EndHeaders), streamId, [.. headers.SelectMany(Encode)]);
    }

    public async Task SendAsync(byte type, byte flags, int streamId, byte[] payload)
    {
        byte[] frame = new byte[FrameHeaderBytes + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, (payload.Length << 8) | type);
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, FrameHeaderBytes);
        await stream.WriteAsync(frame, TestContext.Current.CancellationToken);
    }

    /// <summary>The next frame of this stream; those of the connection are passed over.</summary>
    public async Task<(byte Type, byte Flags, byte[] Payload)> ReadAsync(int streamId)
    {
        byte[] header = new byte[FrameHeaderBytes];
        while (true)
        {
            await stream.ReadExactlyAsync(header, TestContext.Current.CancellationToken);
            byte[] payload = new byte[BinaryPrimitives.ReadInt32BigEndian(header) >> 8];
            await stream.ReadExactlyAsync(payload, TestContext.Current.CancellationToken);
            if (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)) == streamId)
            {
                return (header[3], header[4], payload);
            }
        }
    }

    public void Dispose() => stream.Dispose();

    // HPACK: literal without indexing, new name, no Huffman code.
    private static byte[] Encode((string Name, string Value) header) =>
    [
        0,
        (byte)header.Name.Length, .. Encoding.ASCII.GetBytes(header.Name),
        (byte)header.Value.Length, .. Encoding.ASCII.GetBytes(header.Value),
    ];
}
