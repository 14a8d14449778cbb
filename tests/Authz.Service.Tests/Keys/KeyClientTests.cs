using Authz.Policies.Binding;
using Authz.Service.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Authz.Service.Tests.Keys;

/// <summary>Against a server on a socket, as an issuer's is.</summary>
public sealed class KeyClientTests : IAsyncLifetime
{
    private readonly WebApplication server;
    private readonly KeyClient client = new();
    private int asked;

    public KeyClientTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(Answer);
    }

    private string Address => server.Urls.First();

    public async ValueTask InitializeAsync() => await server.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Keys_come_with_how_long_they_may_be_kept()
    {
        KeyFetch fetch = await FetchAsync("/good");

        Assert.Equal("{\"keys\":[]}"u8.ToArray(), fetch.Jwks);
        Assert.Equal(TimeSpan.FromSeconds(120), fetch.Lifetime);
        Assert.Null(fetch.Fault);
    }

    [Theory]
    [InlineData("/redirect", "answered 302")]
    [InlineData("/error", "answered 500")]
    [InlineData("/none", "answered 404")]
    [InlineData("/long", "more than 262144 bytes")]
    [InlineData("/endless", "more than 262144 bytes")]
    [InlineData("/cut", "")]
    public async Task Anything_else_is_told_and_is_no_set(string path, string told)
    {
        KeyFetch fetch = await FetchAsync(path);

        Assert.Null(fetch.Jwks);
        Assert.Contains(told, fetch.Fault, StringComparison.Ordinal);
        Assert.Contains($"{Address}{path}", fetch.Fault, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_set_of_the_greatest_length_is_taken() =>
        Assert.Equal(KeyLimits.JwksBytesMax, (await FetchAsync("/longest")).Jwks?.Length);

    [Fact]
    public async Task A_host_that_is_not_there_is_told()
    {
        await server.StopAsync(TestContext.Current.CancellationToken);

        Assert.NotNull((await FetchAsync("/good")).Fault);
    }

    [Fact]
    public async Task No_credentials_are_sent_along() => Assert.Equal("{}"u8.ToArray(), (await FetchAsync("/headers")).Jwks);

    private Task<KeyFetch> FetchAsync(string path) => client.FetchAsync(
        new BoundIssuer
        {
            Name = "idp",
            Issuer = "https://issuer.example",
            Audiences = [],
            Algorithms = [],
            Jwks = default,
            JwksUri = $"{Address}{path}",
            DiscoveryBase = null,
            Leeway = default,
            MaxStale = BoundIssuer.DefaultMaxStale,
            Span = default,
        },
        TestContext.Current.CancellationToken);

    private async Task Answer(HttpContext context)
    {
        Interlocked.Increment(ref asked);
        HttpResponse response = context.Response;
        switch (context.Request.Path.Value)
        {
            case "/good":
                response.Headers.CacheControl = "max-age=120";
                response.Headers.SetCookie = "a=b";
                await response.WriteAsync("{\"keys\":[]}");
                break;
            case "/redirect":
                response.Redirect("/good");
                break;
            case "/error":
                response.StatusCode = 500;
                break;
            case "/long":
                await response.Body.WriteAsync(new byte[KeyLimits.JwksBytesMax + 1]);
                break;
            case "/longest":
                await response.Body.WriteAsync(new byte[KeyLimits.JwksBytesMax]);
                break;
            case "/endless":
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await response.Body.WriteAsync(new byte[65536], context.RequestAborted);
                }

                break;
            case "/cut":
                response.ContentLength = 100;
                await response.WriteAsync("{");
                context.Abort();
                break;
            case "/headers":
                bool isBare = context.Request.Headers.Authorization.Count == 0 && context.Request.Headers.Cookie.Count == 0;
                await response.WriteAsync(isBare ? "{}" : "!");
                break;
            default:
                response.StatusCode = 404;
                break;
        }
    }
}
