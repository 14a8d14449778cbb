using System.Net;
using Authz.Admin.Administration;
using Authz.Admin.Audit;
using Authz.Admin.Callers;
using Authz.Admin.Calls;
using Authz.Admin.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Authz.Admin;

/// <summary>The admin API on a listener of its own, apart from the one that answers checks.</summary>
public sealed partial class AdminApi : IAsyncDisposable
{
    private const int ConnectionsMax = 200;
    private const int HeaderBytesMax = 32 * 1024;
    private const int RequestLineBytesMax = 8 * 1024;

    private static readonly string[] Probes = ["/livez", "/readyz"];
    private static readonly TimeSpan HeadersTimeMax = TimeSpan.FromSeconds(10);

    private readonly WebApplication app;
    private readonly CallContext context;

    private AdminApi(WebApplication app, CallContext context)
    {
        this.app = app;
        this.context = context;
    }

    /// <summary>Where it listens: the port that was asked for, or the one that the system chose.</summary>
    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <summary>For tests: what the framework has been told to answer.</summary>
    internal IEnumerable<RouteEndpoint> Routes => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <exception cref="AdminSetupException">It is not set up so that only those call it who may.</exception>
    /// <exception cref="IOException">Its address is taken.</exception>
    public static async Task<AdminApi> StartAsync(
        AdminSettings settings,
        PolicyAdministration administration,
        Func<AdminReadiness> readiness,
        TimeProvider clock,
        ILoggerFactory loggers,
        CancellationToken cancellation)
    {
        settings.Require();
        var audit = new AdminAuditLog(settings.AuditFile);
        if (audit.WriteProblem() is { } problem)
        {
            // No reason to stop a service that answers checks: each change is refused for it.
            Log.NoAuditLog(loggers.CreateLogger<AdminApi>(), problem);
        }

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Services.AddSingleton(loggers);

        // The process ends when the service does: signals are its own.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, settings));
        WebApplication app = builder.Build();

        var context = new CallContext(administration, audit, readiness, clock, loggers.CreateLogger<AdminApi>(), app.Lifetime.ApplicationStopping);
        var pipeline = new AdminPipeline(
            settings.Credentials,
            new HostCheck(settings.Hosts, IPAddress.IsLoopback(settings.Listen.Address)),
            new RateLimits(settings.RateBurst, settings.RatePerSecond, clock),
            new RateLimits(settings.StrangersBurst, settings.StrangersPerSecond, clock),
            new IdempotencyMemory(clock),
            audit,
            clock,
            loggers.CreateLogger<AdminApi>());
        app.Use(next => request => pipeline.EnterAsync(request, next));
        app.UseRouting();
        foreach (AdminCall call in CallTable.Of(context))
        {
            app.MapMethods(call.Pattern, [call.Method], (RequestDelegate)(request => pipeline.RunAsync(request, call)));
        }

        var api = new AdminApi(app, context);
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
            return api;
        }
        catch
        {
            await api.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync().ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
        context.Dispose();
    }

    internal static bool IsProbe(HttpRequest request) => HttpMethods.IsGet(request.Method) && Probes.Contains(request.Path.Value, StringComparer.Ordinal);

    private static void Configure(KestrelServerOptions kestrel, AdminSettings settings)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.MaxRequestBodySize = Candidate.BytesMax;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytesMax;
        kestrel.Limits.MaxRequestLineSize = RequestLineBytesMax;
        kestrel.Limits.RequestHeadersTimeout = HeadersTimeMax;
        kestrel.Listen(settings.Listen, listen =>
        {
            if (settings.Certificate is { } certificate)
            {
                listen.UseHttps(TlsOf(certificate, settings.Credentials as CertificateCallers));
            }
            else
            {
                listen.Protocols = HttpProtocols.Http1;
            }
        });
    }

    private static HttpsConnectionAdapterOptions TlsOf(
        System.Security.Cryptography.X509Certificates.X509Certificate2 certificate, CertificateCallers? callers)
    {
        var tls = new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            SslProtocols = System.Security.Authentication.SslProtocols.Tls12 | System.Security.Authentication.SslProtocols.Tls13,
        };
        if (callers is not null)
        {
            tls.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            tls.ClientCertificateValidation = (client, chain, _) => callers.IsTrusted(client, chain);
        }

        return tls;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message =
            "the audit log of the admin API cannot be written: {Problem}. Checks and reads are answered; every change is refused until it can")]
        public static partial void NoAuditLog(ILogger logger, string problem);
    }
}
