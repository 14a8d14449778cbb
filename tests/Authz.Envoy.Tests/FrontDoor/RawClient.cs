using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>
/// A connection that sends whatever a test likes. It reads all the time, so that nothing waits for it but what the test keeps
/// back, and it answers pings, as a client that means to stay.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private static readonly byte[] pingPayload = [1, 2, 3, 4, 5, 6, 7, 8];

    private const int FrameBytesMax = 16 * 1024;

    private readonly Socket socket;
    private readonly Stream stream;
    private readonly SendWindows windows = new();
    private readonly Channel<ReceivedFrame> frames = Channel.CreateUnbounded<ReceivedFrame>();
    private readonly SemaphoreSlim sending = new(1);

    private RawClient(Socket socket)
    {
        this.socket = socket;
        stream = socket.Connected ? new NetworkStream(socket, ownsSocket: true) : Stream.Null;
    }

    /// <summary>One that is closed while it is opened is a closed connection like another.</summary>
    public static async Task<RawClient> ConnectAsync(string endpoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPEndPoint.Parse(endpoint), TestContext.Current.CancellationToken);
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Refused, after the kernel had accepted it.
        }

        var client = new RawClient(socket);
        _ = client.ReadAllAsync();
        return client;
    }

    /// <summary>With the preface and SETTINGS, among them that no header may be sent by a table.</summary>
    public static async Task<RawClient> OpenAsync(string endpoint, params byte[] settings)
    {
        const ushort HeaderTableSize = 1;
        RawClient client = await ConnectAsync(endpoint);
        byte[] all = [.. Http2Frames.Setting(HeaderTableSize, 0), .. settings];
        await client.SendAsync([.. Http2Frames.Preface.Span, .. Http2Frames.Frame(Http2Frames.Settings, Http2Frames.NoFlags, 0, all)]);
        return client;
    }

    /// <summary>False once the service has closed the connection.</summary>
    public async Task<bool> SendAsync(byte[] bytes)
    {
        await sending.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await stream.WriteAsync(bytes, TestContext.Current.CancellationToken);
            return stream != Stream.Null;
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>As fast as the service's windows open; false once it takes no more of this stream.</summary>
    public async Task<bool> SendBodyAsync(int streamId, byte[] body, bool isLast)
    {
        for (int sent = 0; sent < body.Length;)
        {
            int granted = await windows.TakeAsync(streamId, Math.Min(body.Length - sent, FrameBytesMax));
            byte[] part = body[sent..(sent + granted)];
            sent += granted;
            if (granted == 0 || !await SendAsync(GrpcFrames.Data(streamId, part, isLast && sent == body.Length)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The next frame of this kind, those before it passed over; null if the connection ends before.</summary>
    public async Task<ReceivedFrame?> NextAsync(Func<ReceivedFrame, bool> isIt)
    {
        await foreach (ReceivedFrame frame in frames.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (isIt(frame))
            {
                return frame;
            }
        }

        return null;
    }

    public Task UntilClosedAsync() => NextAsync(static _ => false);

    /// <summary>Whether the service has looked at all that was sent and keeps the connection.</summary>
    public async Task<bool> IsKeptAsync() =>
        await SendAsync(Http2Frames.Frame(Http2Frames.Ping, Http2Frames.NoFlags, 0, pingPayload))
        && await NextAsync(static frame => frame is { Type: Http2Frames.Ping, IsPing: false } && frame.Payload.AsSpan().SequenceEqual(pingPayload)) is not null;

    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        stream.Dispose();
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private async Task ReadAllAsync()
    {
        byte[] header = new byte[Http2Frames.HeaderBytes];
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(header);
                (int length, byte type, byte flags, int streamId) = Http2Frames.ReadHeader(header);
                var frame = new ReceivedFrame(type, flags, streamId, new byte[length]);
                await stream.ReadExactlyAsync(frame.Payload);
                windows.Note(frame);
                frames.Writer.TryWrite(frame);
                if (frame.IsPing)
                {
                    await SendAsync(Http2Frames.Frame(Http2Frames.Ping, Http2Frames.Ack, 0, frame.Payload));
                }
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed, by one end or the other.
        }
        finally
        {
            windows.Close();
            frames.Writer.TryComplete();
        }
    }
}
