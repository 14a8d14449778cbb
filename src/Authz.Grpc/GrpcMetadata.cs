using System.Diagnostics.CodeAnalysis;
using Authz.Grpc.Framing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Authz.Grpc;

/// <summary>The metadata that a client sent, which are the headers of its request. Names are compared ignoring case.</summary>
public readonly struct GrpcMetadata
{
    private const string BinarySuffix = "-bin";

    private readonly IHeaderDictionary headers;

    public GrpcMetadata(IHeaderDictionary headers) => this.headers = headers;

    /// <summary>A value as text; values of one name that was sent several times are joined by a comma.</summary>
    public bool TryGetText(string name, [NotNullWhen(true)] out string? value)
    {
        value = headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;
        return value is not null;
    }

    /// <summary>The bytes of a `-bin` entry, one array per value sent; false when it is absent or not base64.</summary>
    public bool TryGetBinary(string name, [NotNullWhen(true)] out IReadOnlyList<byte[]>? values)
    {
        if (!name.EndsWith(BinarySuffix, StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"Binary metadata has a name that ends in `{BinarySuffix}`.", nameof(name));
        }

        values = null;
        return TryGetText(name, out string? text) && BinaryMetadata.TryDecode(text, out values);
    }
}
