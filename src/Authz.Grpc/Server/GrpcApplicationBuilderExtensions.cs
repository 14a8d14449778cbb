using Authz.Grpc.Limits;
using Authz.Grpc.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcApplicationBuilderExtensions
{
    /// <summary>
    /// Ends the pipeline with gRPC: every request that gets here is answered as a call of <paramref name="methods"/> or refused.
    /// The clock is the container's TimeProvider, or the system's where none is registered; the limits are its GrpcLimits.
    /// </summary>
    public static void RunGrpc(this IApplicationBuilder app, GrpcServiceMap methods)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(methods);
        IServiceProvider provider = app.ApplicationServices;
        var services = new GrpcServerServices(
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("Authz.Grpc"),
            provider.GetService<GrpcLimits>() ?? new GrpcLimits(),
            provider.GetService<RefusalLog>() ?? RefusalLog.Of(provider),
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var dispatcher = new GrpcDispatcher(methods, services);
        app.Run(dispatcher.DispatchAsync);
    }
}
