using System.Net;
using System.Net.Sockets;
using Authz.Testing.Http2;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>HTTP/2 by hand, for what HttpClient does not send. Knows frames and literal headers, and nothing of windows.</summary>
internal sealed class RawHttp2Connection : IDisposable
{
    public const byte Data = Http2Frames.Data;
    public const byte Headers = Http2Frames.Headers;
    public const byte ResetStream = Http2Frames.ResetStream;
    public const byte Settings = Http2Frames.Settings;
    public const byte EndStream = Http2Frames.EndStream;

    private readonly NetworkStream stream;

    private RawHttp2Connection(NetworkStream stream) => this.stream = stream;

    public static async Task<RawHttp2Connection> OpenAsync(EndPoint address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address);
        var connection = new RawHttp2Connection(new NetworkStream(socket, ownsSocket: true));
        await connection.stream.WriteAsync(Http2Frames.Preface);
        await connection.SendAsync(Settings, 0, 0, []);
        return connection;
    }

    public Task SendGrpcHeadersAsync(int streamId, string path, byte flags = 0, params (string Name, string Value)[] more)
    {
        byte[] block = Http2Frames.GrpcHeaderBlock(path, more.Select(header => KeyValuePair.Create(header.Name, header.Value)));
        return SendAsync(Headers, (byte)(flags | Http2Frames.EndHeaders), streamId, block);
    }

    public async Task SendAsync(byte type, byte flags, int streamId, byte[] payload) =>
        await stream.WriteAsync(Http2Frames.Frame(type, flags, streamId, payload), TestContext.Current.CancellationToken);

    /// <summary>The next frame of this stream; those of the connection are passed over.</summary>
    public async Task<(byte Type, byte Flags, byte[] Payload)> ReadAsync(int streamId)
    {
        byte[] header = new byte[Http2Frames.HeaderBytes];
        while (true)
        {
            await stream.ReadExactlyAsync(header, TestContext.Current.CancellationToken);
            (int length, byte type, byte flags, int frameStreamId) = Http2Frames.ReadHeader(header);
            byte[] payload = new byte[length];
            await stream.ReadExactlyAsync(payload, TestContext.Current.CancellationToken);
            if (frameStreamId == streamId)
            {
                return (type, flags, payload);
            }
        }
    }

    public void Dispose() => stream.Dispose();
}
