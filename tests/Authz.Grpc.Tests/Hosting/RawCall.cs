using System.Net;
using System.Net.Http.Headers;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>A call made by hand: any bytes as the body, any headers.</summary>
internal sealed class RawCall(Uri server, string method)
{
    private readonly List<(string Name, string Value)> headers = [];

    public HttpMethod HttpMethod { get; init; } = HttpMethod.Post;

    public Version Version { get; init; } = HttpVersion.Version20;

    /// <summary>Empty for none.</summary>
    public string ContentType { get; init; } = "application/grpc";

    public RawCall With(string name, string value)
    {
        headers.Add((name, value));
        return this;
    }

    public static byte[] Frame(ReadOnlySpan<byte> message, byte flag = 0, int? length = null)
    {
        int declared = length ?? message.Length;
        return [flag, (byte)(declared >> 24), (byte)(declared >> 16), (byte)(declared >> 8), (byte)declared, .. message];
    }

    public Task<RawReply> SendAsync(params byte[] body) => SendAsync(new ByteArrayContent(body));

    /// <summary>What is done when the response's headers are here is done before the rest is read.</summary>
    public async Task<RawReply> SendAsync(HttpContent? content, Action? onHeaders = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod, new Uri(server, method))
        {
            Version = Version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        if (content is not null && ContentType.Length > 0)
        {
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await client.SendAsync(
            request,
            HttpCompletionOption.ResponseHeadersRead,
            TestContext.Current.CancellationToken);
        onHeaders?.Invoke();
        return await RawReply.ReadAsync(response);
    }
}
