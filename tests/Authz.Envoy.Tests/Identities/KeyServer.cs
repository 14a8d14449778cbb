using System.Net;
using System.Security.Cryptography;
using Authz.Envoy.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Envoy.Tests.Identities;

/// <summary>An issuer that gives its keys over HTTP, and sometimes has others.</summary>
internal sealed class KeyServer : IAsyncDisposable
{
    public const string Issuer = "https://ministry.test";

    private WebApplication? server;
    private volatile KeyOfIssuer current = new("first");

    public int Port { get; private set; }

    public static async Task<KeyServer> StartAsync()
    {
        var keys = new KeyServer();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        keys.server = builder.Build();
        keys.server.Run(context => context.Response.WriteAsync($"{{\"keys\": [{keys.current.Jwk}]}}"));
        await keys.server.StartAsync();
        keys.Port = new Uri(keys.server.Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Port;
        return keys;
    }

    /// <summary>A token by the key that it has now.</summary>
    public string Token(string subject) => TestIssuer.Token(Issuer, subject, current.Key, current.Id);

    /// <summary>Another key in the place of the one that it had.</summary>
    public void Rotate() => current = new KeyOfIssuer("second");

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private sealed class KeyOfIssuer(string id)
    {
        public string Id => id;

        public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public string Jwk => TestIssuer.Jwk(Key, id);
    }
}
