using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Envoy.Tests.Harness;

/// <summary>The applications behind the security servers: they take every request and remember it.</summary>
internal sealed class Applications : IAsyncDisposable
{
    /// <summary>The header by which a test finds its own requests again.</summary>
    public const string CallHeader = "x-test-call";

    private const int RequestBytesMax = 128 * 1024;
    private const int RequestHeadersMax = 200;

    private readonly ConcurrentDictionary<string, ConcurrentQueue<ReceivedRequest>> received = new();
    private readonly Dictionary<int, string> nameByPort = [];
    private WebApplication? server;

    public IReadOnlyDictionary<string, int> Ports => nameByPort.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static async Task<Applications> StartAsync(params IReadOnlyList<string> names)
    {
        var applications = new Applications();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // More than Envoy forwards: what is refused here would look as if Envoy had refused it.
            kestrel.Limits.MaxRequestLineSize = RequestBytesMax;
            kestrel.Limits.MaxRequestHeadersTotalSize = RequestBytesMax;
            kestrel.Limits.MaxRequestBufferSize = RequestBytesMax;
            kestrel.Limits.MaxRequestHeaderCount = RequestHeadersMax;
            foreach (string _ in names)
            {
                kestrel.Listen(IPAddress.Loopback, 0);
            }
        });
        applications.server = builder.Build();
        applications.server.Run(applications.AnswerAsync);
        await applications.server.StartAsync();
        IServerAddressesFeature addresses = applications.server.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>();
        foreach ((string name, string address) in names.Zip(addresses.Addresses))
        {
            applications.nameByPort.Add(new Uri(address).Port, name);
        }

        return applications;
    }

    public IReadOnlyCollection<ReceivedRequest> Received(string call) =>
        received.TryGetValue(call, out ConcurrentQueue<ReceivedRequest>? requests) ? requests : [];

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var request = new ReceivedRequest(
            nameByPort[context.Connection.LocalPort],
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            context.Request.Host.Value ?? string.Empty,
            context.Request.Headers.ToImmutableDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Encoding.Latin1.GetString(body.ToArray()));
        received.GetOrAdd(context.Request.Headers[CallHeader].ToString(), _ => new()).Enqueue(request);
        await context.Response.WriteAsync("served");
    }
}
