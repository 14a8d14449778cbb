using System.Net;
using System.Net.Sockets;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Limits;
using Authz.Grpc.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

public static class GrpcEndpointServiceCollectionExtensions
{
    /// <summary>A second limit on silence, for who says nothing at all and so cannot be asked: three times the first.</summary>
    private const int SilencesMax = 3;

    // A node that vanished without a word would otherwise keep its streams until the kernel gives up, hours later.
    private static readonly TimeSpan PingTimeMax = TimeSpan.FromSeconds(20);

    // High, so that what was written lately buys no time: then only the grace period counts, from one byte written to the next.
    private const int StallBytesPerSecond = 1024 * 1024;

    /// <summary>What the server takes from all its clients together; without this call, the defaults.</summary>
    public static IServiceCollection AddGrpcLimits(this IServiceCollection services, GrpcLimits limits) => services.AddSingleton(limits);

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
        services.AddMetrics();
        services.TryAddSingleton(new GrpcLimits());
        services.TryAddSingleton(RefusalLog.Of);
        services.TryAddSingleton<ConnectionGate>();
        services.TryAddSingleton(StallGuard.Of);
        services.TryAddSingleton<SocketBlocks>();
        services.Replace(ServiceDescriptor.Singleton<IMemoryPoolFactory<byte>>(provider => provider.GetRequiredService<SocketBlocks>()));
        services.AddOptions<KestrelServerOptions>().Configure<GrpcLimits, ConnectionGate, StallGuard, SocketBlocks>((options, limits, gate, stalls, blocks) =>
        {
            options.AddServerHeader = false;
            SetLimits(options.Limits, limits);
            options.Listen(endpoint.Address, listen => Serve(listen, limits, gate, stalls, blocks, https));
        });
        return services.Configure<SocketTransportOptions>(options => BindWithCare(options, endpoint));
    }

    private static void Serve(
        ListenOptions listen, GrpcLimits limits, ConnectionGate gate, StallGuard stalls, SocketBlocks blocks, HttpsConnectionAdapterOptions? https)
    {
        listen.Protocols = HttpProtocols.Http2;
        listen.Use(gate.Guard);
        listen.Use(stalls.Guard);
        if (https is not null)
        {
            https.HandshakeTimeout = limits.HandshakeTimeMax;
            listen.UseHttps(https);
        }

        listen.Use(blocks.SwitchToCalls);
    }

    private static void SetLimits(KestrelServerLimits kestrel, GrpcLimits limits)
    {
        kestrel.MaxRequestHeadersTotalSize = GrpcLimits.HeaderBytesMax;
        kestrel.MaxRequestHeaderCount = GrpcLimits.HeaderCountMax;
        kestrel.RequestHeadersTimeout = limits.MessageTimeMax;

        // Kestrel begins this one anew with each answer to a ping: it only ever ends connections that do not answer.
        kestrel.KeepAliveTimeout = SilencesMax * limits.SilenceMax;

        // For HTTP/2 this is the connection's, not the call's: one stream whose client does not read must not cost all others theirs.
        // So it is not about a rate, but about a socket that takes nothing at all. Each PING begins it anew, so that closed windows are
        // StallGuard's. What waits for a client until then is bounded by Kestrel's buffer for each stream.
        kestrel.MinResponseDataRate = new MinDataRate(StallBytesPerSecond, limits.StallTimeMax);

        Http2Limits http2 = kestrel.Http2;
        http2.MaxStreamsPerConnection = limits.StreamsPerConnectionMax;
        http2.InitialConnectionWindowSize = GrpcLimits.ConnectionWindowBytes;
        http2.InitialStreamWindowSize = GrpcLimits.StreamWindowBytes;
        http2.MaxFrameSize = GrpcLimits.FrameBytesMax;
        http2.HeaderTableSize = GrpcLimits.HeaderTableBytes;
        http2.MaxRequestHeaderFieldSize = GrpcLimits.HeaderBytesMax;
        http2.KeepAlivePingDelay = limits.SilenceMax;
        http2.KeepAlivePingTimeout = limits.SilenceMax < PingTimeMax ? limits.SilenceMax : PingTimeMax;
    }

    private static void BindWithCare(SocketTransportOptions options, GrpcEndpoint endpoint)
    {
        options.Backlog = GrpcLimits.BacklogMax;
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
