using System.Net;
using Authz.Grpc.Client;
using Authz.Grpc.Endpoints;
using Authz.Grpc.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>A Kestrel of this process, by default on a random loopback port, with a client of ours for it.</summary>
internal sealed class GrpcTestHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<GrpcClient> clients = [];

    private GrpcTestHost(WebApplication app, GrpcEndpoint endpoint, LogRecords log)
    {
        this.app = app;
        Endpoint = endpoint;
        Log = log;
        BaseAddress = new Uri("http://localhost");
    }

    /// <summary>Where it listens, with the port that it was given.</summary>
    public GrpcEndpoint Endpoint { get; private set; }

    public Uri BaseAddress { get; private set; }

    public LogRecords Log { get; }

    public IServiceProvider Services => app.Services;

    public static Task<GrpcTestHost> StartAsync(Action<GrpcServiceMapBuilder> addMethods) =>
        StartAsync(addMethods, EndpointOf("127.0.0.1:0"));

    public static async Task<GrpcTestHost> StartAsync(
        Action<GrpcServiceMapBuilder> addMethods,
        GrpcEndpoint endpoint,
        GrpcTlsFiles? tls = null,
        Action<IServiceCollection>? configure = null)
    {
        var methods = new GrpcServiceMapBuilder();
        addMethods(methods);
        var log = new LogRecords();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Services.AddGrpcEndpoint(endpoint, tls);
        configure?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.RunGrpc(methods.Build());
        var host = new GrpcTestHost(app, endpoint, log);
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        host.FindPort(tls is not null);
        return host;
    }

    public static GrpcEndpoint EndpointOf(string text) =>
        GrpcEndpoint.TryParse(text, out GrpcEndpoint? endpoint, out string? error) ? endpoint : throw new ArgumentException(error);

    /// <summary>A client that lives as long as the host.</summary>
    public GrpcClient Connect(GrpcClientTlsFiles? tls = null)
    {
        var client = new GrpcClient(Endpoint, tls);
        clients.Add(client);
        return client;
    }

    /// <summary>A call without a deadline, on a connection of its own.</summary>
    public GrpcClientCall Open(string method) =>
        Connect().OpenDuplex(method, Timeout.InfiniteTimeSpan, cancellationToken: TestContext.Current.CancellationToken);

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (GrpcClient client in clients)
        {
            client.Dispose();
        }

        await app.DisposeAsync();
    }

    private void FindPort(bool isTls)
    {
        if (Endpoint.Address is IPEndPoint address)
        {
            int port = new Uri(app.Urls.First()).Port;
            Endpoint = EndpointOf($"{address.Address}:{port}");
            BaseAddress = new Uri($"{(isTls ? "https" : "http")}://{address.Address}:{port}");
        }
    }
}
