using System.Net;
using System.Net.Http.Headers;

namespace Authz.Grpc.Tests.Hosting;

/// <summary>What came back, bit by bit.</summary>
internal sealed record RawReply(HttpStatusCode HttpStatus, IReadOnlyDictionary<string, string> Headers, IReadOnlyDictionary<string, string> Trailers, byte[] Body)
{
    /// <summary>The grpc-status, wherever it stands; empty when there is none.</summary>
    public string GrpcStatus => Headers.GetValueOrDefault("grpc-status") ?? Trailers.GetValueOrDefault("grpc-status") ?? "";

    /// <summary>The status is in the only block of headers, and no body came.</summary>
    public bool IsTrailersOnly => Headers.ContainsKey("grpc-status") && Trailers.Count == 0 && Body.Length == 0;

    public static async Task<RawReply> ReadAsync(HttpResponseMessage response)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new RawReply(response.StatusCode, ToDictionary(response.Headers, response.Content.Headers), ToDictionary(response.TrailingHeaders), body);
    }

    private static Dictionary<string, string> ToDictionary(params HttpHeaders[] blocks) => blocks
        .SelectMany(block => block.NonValidated)
        .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
