using Authz.Benchmarks.Measuring;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Benchmarks.World;

/// <summary>One CheckRequest as an Envoy would send it.</summary>
internal sealed record CheckMessage
{
    public string Method { get; init; } = "GET";

    public string Target { get; init; } = "/r1/gov/b0/own/7";

    public string Host { get; init; } = "b0.scale.gov";

    public string Service { get; init; } = "b0/api";

    public string Principal { get; init; } = "";

    /// <summary>PEM; it is sent URL-encoded.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>Beside the usual ones.</summary>
    public KeyValuePair<string, string>[] Headers { get; init; } = [];

    /// <summary>Beside `authz.service`.</summary>
    public KeyValuePair<string, string>[] Extensions { get; init; } = [];

    /// <summary>In the map `headers`, one value a name, and not line by line in `header_map`.</summary>
    public bool IsMerged { get; init; }

    public byte[] ToBytes()
    {
        var http = new AttributeContext.Types.HttpRequest
        {
            Id = "8412376510398567120",
            Method = Method,
            Path = Target,
            Host = Host,
            Scheme = "https",
            Protocol = "HTTP/2",
        };
        KeyValuePair<string, string>[] lines = [.. UsualHeaders.All, .. Headers];
        if (IsMerged)
        {
            http.Headers.Add(lines.ToDictionary());
        }
        else
        {
            http.HeaderMap = new HeaderMap();
            http.HeaderMap.Headers.Add(lines.Select(line => new HeaderValue { Key = line.Key, RawValue = ByteString.CopyFromUtf8(line.Value) }));
        }

        var attributes = new AttributeContext
        {
            Source = new() { Address = AddressOf("10.1.2.3", 41_234), Principal = Principal, Certificate = Uri.EscapeDataString(Certificate) },
            Destination = new() { Address = AddressOf("10.1.9.9", 8443), Principal = "spiffe://scale.gov/b0" },
            Request = new() { Http = http },
        };
        attributes.ContextExtensions.Add("authz.service", Service);
        attributes.ContextExtensions.Add(Extensions.ToDictionary());
        return new CheckRequest { Attributes = attributes }.ToByteArray();
    }

    private static Address AddressOf(string address, uint port) =>
        new() { SocketAddress = new SocketAddress { Address = address, PortValue = port } };
}
