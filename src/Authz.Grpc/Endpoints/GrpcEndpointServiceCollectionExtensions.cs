using System.Net;
using System.Net.Sockets;
using Authz.Grpc.Endpoints;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Microsoft.Extensions.DependencyInjection;

public static class GrpcEndpointServiceCollectionExtensions
{
    // A node that vanished without a word would otherwise keep its streams until the kernel gives up, hours later.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Has Kestrel listen there, for HTTP/2 alone. Files are read now, so that what is wrong with them stops the start with a
    /// <see cref="GrpcEndpointException"/>; the socket's path is looked at when the server starts.
    /// </summary>
    public static IServiceCollection AddGrpcEndpoint(this IServiceCollection services, GrpcEndpoint endpoint, GrpcTlsFiles? tls = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (tls is not null && endpoint.IsUnixSocket)
        {
            throw new GrpcEndpointException(
                $"endpoint `{endpoint}`: a socket takes no TLS, its file's mode says who may connect: remove the certificate, or listen on an address");
        }

        HttpsConnectionAdapterOptions? https = tls is null ? null : ServerTls.Load(tls);
        services.Configure<KestrelServerOptions>(options => Listen(options, endpoint, https));
        return services.Configure<SocketTransportOptions>(options => BindWithCare(options, endpoint));
    }

    private static void Listen(KestrelServerOptions options, GrpcEndpoint endpoint, HttpsConnectionAdapterOptions? https)
    {
        options.AddServerHeader = false;

        // For HTTP/2 this limit is the connection's, not the call's: one stream whose client does not read would cost all others
        // theirs. gRPC has flow control for that, and what waits is bounded by Kestrel's buffer for each stream.
        options.Limits.MinResponseDataRate = null;
        options.Limits.Http2.KeepAlivePingDelay = PingDelay;
        options.Limits.Http2.KeepAlivePingTimeout = PingTimeout;
        options.Listen(endpoint.Address, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (https is not null)
            {
                listen.UseHttps(https);
            }
        });
    }

    private static void BindWithCare(SocketTransportOptions options, GrpcEndpoint endpoint)
    {
        Func<EndPoint, Socket> bindOthers = options.CreateBoundListenSocket;
        options.CreateBoundListenSocket = address => address.Equals(endpoint.Address) ? Bind(endpoint, bindOthers) : bindOthers(address);
    }

    private static Socket Bind(GrpcEndpoint endpoint, Func<EndPoint, Socket> bindAddress)
    {
        if (endpoint.IsUnixSocket)
        {
            return UnixSocketFile.Bind(endpoint);
        }

        try
        {
            return bindAddress(endpoint.Address);
        }
        catch (SocketException exception)
        {
            throw new GrpcEndpointException(
                $"endpoint `{endpoint}`: cannot listen there ({exception.Message}): choose an address of this machine and a port that is free and allowed",
                exception);
        }
    }
}
