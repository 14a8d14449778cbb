using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Framing;

namespace Authz.Grpc.Client;

/// <summary>A small gRPC client over HttpClient, for tests and tools. Many calls may be under way at once.</summary>
public sealed class GrpcClient : IDisposable
{
    /// <summary>The longest response message that is taken.</summary>
    public const int MessageBytesMax = 64 * 1024 * 1024;

    private readonly HttpClient http;

    /// <summary>Connects with the first call.</summary>
    public GrpcClient(GrpcEndpoint server, GrpcClientTlsFiles? tls = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellationToken) => ConnectAsync(server.Address, cancellationToken),
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
        };
        if (tls is not null)
        {
            handler.SslOptions = ClientTls.Load(tls);
        }

        http = new HttpClient(handler)
        {
            BaseAddress = new Uri(tls is null ? "http://localhost" : $"https://{tls.ServerName}"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Calls a unary method, "/package.Service/Method"; how it failed is in the reply's status, not an exception.</summary>
    /// <param name="timeout">Told to the server and kept here; `Timeout.InfiniteTimeSpan` for none.</param>
    public async Task<GrpcReply> UnaryAsync(
        string method,
        ReadOnlyMemory<byte> message,
        TimeSpan timeout,
        GrpcClientMetadata? metadata = null,
        CancellationToken cancellationToken = default)
    {
        using GrpcClientCall call = Start(method, timeout, metadata, new MessageContent(message), cancellationToken);
        bool hasMessage = await call.ReadSingleAsync();
        return new GrpcReply(call.Status, hasMessage ? call.Message.ToArray() : default);
    }

    /// <summary>Starts a call with messages both ways. Dispose it to cancel what is still under way.</summary>
    public GrpcClientCall OpenDuplex(
        string method,
        TimeSpan timeout,
        GrpcClientMetadata? metadata = null,
        CancellationToken cancellationToken = default) =>
        Start(method, timeout, metadata, new MessageContent(), cancellationToken);

    public void Dispose() => http.Dispose();

    private GrpcClientCall Start(
        string method,
        TimeSpan timeout,
        GrpcClientMetadata? metadata,
        MessageContent content,
        CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            request.Headers.Add("grpc-timeout", GrpcTimeout.Format(timeout));
        }

        metadata?.CopyTo(request.Headers);
        return new GrpcClientCall(http, request, content, timeout, cancellationToken);
    }

    private static async ValueTask<Stream> ConnectAsync(EndPoint address, CancellationToken cancellationToken)
    {
        var socket = address is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
