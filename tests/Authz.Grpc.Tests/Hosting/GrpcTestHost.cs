using Authz.Grpc.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>A Kestrel of this process on a random loopback port.</summary>
internal sealed class GrpcTestHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private GrpcTestHost(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public static async Task<GrpcTestHost> StartAsync(Action<GrpcServiceMapBuilder> addMethods)
    {
        var methods = new GrpcServiceMapBuilder();
        addMethods(methods);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
            options.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        WebApplication app = builder.Build();
        app.RunGrpc(methods.Build());
        await app.StartAsync();
        return new GrpcTestHost(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
