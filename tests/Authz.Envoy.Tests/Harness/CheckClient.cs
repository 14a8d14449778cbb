using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Grpc.Health.V1;

namespace Authz.Envoy.Tests.Harness;

/// <summary>
/// Asks the decision service as Envoy does: gRPC over HTTP/2, framed here by hand so that the service's own framing is
/// not what it is measured by.
/// </summary>
internal sealed class CheckClient : IDisposable
{
    private const int PrefixBytes = 5;

    private readonly HttpClient http;

    /// <param name="endpoint">`127.0.0.1:PORT` or `unix:PATH`, as the service's own `--listen`.</param>
    public CheckClient(string endpoint)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = (_, cancellation) => ConnectAsync(endpoint, cancellation),
        };
        http = new HttpClient(handler) { BaseAddress = new Uri("http://authz") };
    }

    public async Task<CheckResponse> CheckAsync(byte[] request, CancellationToken cancellation) => CheckResponse.Parser.ParseFrom(
        await CallAsync("/envoy.service.auth.v3.Authorization/Check", request, cancellation));

    /// <summary>False too while nobody listens.</summary>
    public async Task<bool> IsServingAsync(CancellationToken cancellation)
    {
        try
        {
            byte[] answer = await CallAsync(
                "/grpc.health.v1.Health/Check", new HealthCheckRequest().ToByteArray(), cancellation);
            return HealthCheckResponse.Parser.ParseFrom(answer).Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<byte[]> CallAsync(string method, byte[] message, CancellationToken cancellation)
    {
        byte[] frame = new byte[PrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, PrefixBytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Content = new ByteArrayContent(frame),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        using HttpResponseMessage response = await http.SendAsync(request, cancellation);
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation);
        string status = Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status") ?? "none";
        if (status != "0" || body.Length < PrefixBytes)
        {
            throw new HttpRequestException(string.Create(
                CultureInfo.InvariantCulture, $"{method}: grpc-status {status}, {body.Length} bytes"));
        }

        return body[PrefixBytes..];
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;

    private static async ValueTask<Stream> ConnectAsync(string endpoint, CancellationToken cancellation)
    {
        const string UnixPrefix = "unix:";
        EndPoint target = endpoint.StartsWith(UnixPrefix, StringComparison.Ordinal)
            ? new UnixDomainSocketEndPoint(endpoint[UnixPrefix.Length..])
            : IPEndPoint.Parse(endpoint);
        ProtocolType protocol = target is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified;
        var socket = new Socket(target.AddressFamily, SocketType.Stream, protocol);
        try
        {
            await socket.ConnectAsync(target, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
