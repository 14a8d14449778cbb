using System.Net;
using System.Net.Sockets;
using Authz.LoadGenerator.Running;
using Authz.Testing.Http2;

namespace Authz.LoadGenerator.Tests.Running;

/// <summary>
/// An HTTP/2 server that allows everything, but for the calls for which the script writes something else. It counts calls over all its
/// connections, from 1 on.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    // A CheckResponse of status 0 with an ok_response.
    private static readonly byte[] allowed = [0, 0, 0, 0, 4, 0x0a, 0, 0x1a, 0];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, int, byte[]?> script;
    private readonly List<Task> connections = [];
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;
    private int calls;

    /// <param name="script">Of a call's number and its stream: what to send in place of the answer; null: the answer; nothing: silence.</param>
    public ScriptedServer(Func<int, int, byte[]?> script)
    {
        this.script = script;
        listener.Start();
        accepting = AcceptAsync();
    }

    public LoadTarget Target => new((IPEndPoint)listener.LocalEndpoint, "localhost");

    public int Connections => connections.Count;

    public static byte[] Answer(int stream) =>
    [
        .. Http2Frames.Frame(Http2Frames.Headers, Http2Frames.EndHeaders, stream, [0x88]),
        .. Http2Frames.Frame(Http2Frames.Data, Http2Frames.NoFlags, stream, allowed),
        .. Http2Frames.Frame(
            Http2Frames.Headers,
            Http2Frames.EndHeaders | Http2Frames.EndStream,
            stream,
            Http2Frames.HeaderBlock(KeyValuePair.Create("grpc-status", "0"))),
    ];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(connections);
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await listener.AcceptTcpClientAsync()));
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            try
            {
                await stream.ReadExactlyAsync(new byte[Http2Frames.Preface.Length], stopping.Token);
                await stream.WriteAsync(Http2Frames.Frame(Http2Frames.Settings, Http2Frames.NoFlags, 0), stopping.Token);
                var header = new byte[Http2Frames.HeaderBytes];
                while (true)
                {
                    await stream.ReadExactlyAsync(header, stopping.Token);
                    (int length, byte type, byte flags, int id) = Http2Frames.ReadHeader(header);
                    await stream.ReadExactlyAsync(new byte[length], stopping.Token);
                    if (type == Http2Frames.Data && (flags & Http2Frames.EndStream) != 0)
                    {
                        await stream.WriteAsync(script(Interlocked.Increment(ref calls), id) ?? Answer(id), stopping.Token);
                    }
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // The generator left, or the test is over.
            }
        }
    }
}
