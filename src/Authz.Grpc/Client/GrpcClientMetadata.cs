using System.Net.Http.Headers;
using Authz.Grpc.Framing;

namespace Authz.Grpc.Client;

/// <summary>Metadata that a call sends along.</summary>
public sealed class GrpcClientMetadata
{
    private readonly List<KeyValuePair<string, string>> entries = [];

    public GrpcClientMetadata Add(string name, string value)
    {
        entries.Add(new(name, value));
        return this;
    }

    /// <summary>Sends bytes as base64; the name ends in `-bin`.</summary>
    public GrpcClientMetadata AddBinary(string name, ReadOnlySpan<byte> value) => Add(name, BinaryMetadata.Encode(value));

    internal void CopyTo(HttpRequestHeaders headers)
    {
        foreach ((string name, string value) in entries)
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
