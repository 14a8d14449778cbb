using System.Net;
using System.Net.Http.Headers;
using Authz.Policies.Binding;

namespace Authz.Service.Keys;

/// <summary>
/// Asks for keys over HTTP. It follows no redirect, sends no cookie and no credential, and reads no more than a set may
/// have: what comes is only what that very address says.
/// </summary>
internal sealed class KeyClient : IDisposable
{
    private readonly HttpClient http;

    public KeyClient()
        : this(CreateHandler(HttpClient.DefaultProxy))
    {
    }

    internal KeyClient(HttpMessageHandler handler)
    {
        http = new HttpClient(handler, disposeHandler: true) { Timeout = KeyLimits.RequestTimeMax };
        http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("AuthzService", null));
        http.DefaultRequestHeaders.Accept.ParseAdd("application/jwk-set+json, application/json");
    }

    /// <param name="machine">The proxy that the machine's settings name.</param>
    internal static SocketsHttpHandler CreateHandler(IWebProxy machine) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = new KeyProxy(machine),
        ConnectTimeout = KeyLimits.RequestTimeMax,

        // Nothing is unpacked: a few bytes that unpack to many are no set.
        AutomaticDecompression = DecompressionMethods.None,

        // A name that leads elsewhere now is asked again.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxConnectionsPerServer = 2,
        MaxResponseHeadersLength = 16,
    };

    public void Dispose() => http.Dispose();

    public async Task<KeyFetch> FetchAsync(BoundIssuer issuer, CancellationToken cancellation)
    {
        if (issuer.JwksUri is { } address)
        {
            return await GetAsync(new Uri(address), KeyLimits.JwksBytesMax, cancellation).ConfigureAwait(false);
        }

        var metadataAddress = new Uri((issuer.DiscoveryBase ?? "").TrimEnd('/') + ProviderMetadata.Path);
        KeyFetch metadata = await GetAsync(metadataAddress, KeyLimits.MetadataBytesMax, cancellation).ConfigureAwait(false);
        if (metadata.Jwks is not { } json)
        {
            return metadata;
        }

        var provider = ProviderMetadata.Read(json, issuer.Issuer);
        return provider.KeyAddress is { } found
            ? await GetAsync(found, KeyLimits.JwksBytesMax, cancellation).ConfigureAwait(false)
            : KeyFetch.Failed($"{metadataAddress}: {provider.Fault}");
    }

    private async Task<KeyFetch> GetAsync(Uri address, int bytesMax, CancellationToken cancellation)
    {
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(KeyLimits.RequestTimeMax);
            using HttpResponseMessage response = await http
                .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, deadline.Token)
                .ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return KeyFetch.Failed($"{address} answered {(int)response.StatusCode}");
            }

            byte[]? body = await ReadAsync(response.Content, bytesMax, deadline.Token).ConfigureAwait(false);
            return body is null
                ? KeyFetch.Failed($"{address} answered with more than {bytesMax} bytes")
                : new KeyFetch(body, LifetimeOf(response.Headers.CacheControl), null);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidOperationException)
        {
            return KeyFetch.Failed($"{address}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return KeyFetch.Failed($"{address} did not answer within {KeyLimits.RequestTimeMax.TotalSeconds:F0} s");
        }
    }

    /// <summary>Null: there is more than that.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, int bytesMax, CancellationToken cancellation)
    {
        Stream stream = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] buffer = new byte[bytesMax + 1];
            int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)
                .ConfigureAwait(false);
            return length > bytesMax ? null : buffer[..length];
        }
    }

    private static TimeSpan? LifetimeOf(CacheControlHeaderValue? cacheControl) =>
        cacheControl is { NoStore: false, NoCache: false } ? cacheControl.MaxAge : null;
}
