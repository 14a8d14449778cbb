using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Authz.Workloads.Policies;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Workloads.Requests;

/// <summary>Drafts as CheckRequests, with the fields that an Envoy fills and in its order. Several threads may write at once.</summary>
public sealed class CheckMessages(int seed)
{
    // A moment of 2026, so that a workload is the same each time; no rule asks for it.
    private const long Second = 1_767_268_800;

    private readonly CertificateMint certificates = new(seed);

    // A certificate is looked at by its bytes, and one caller sends the same ones again and again.
    private readonly ConcurrentDictionary<(string Id, int Number), string> encoded = [];

    public byte[] Write(CallDraft call)
    {
        string host = PolicyWorld.Host(call.Target);
        var http = new AttributeContext.Types.HttpRequest
        {
            Id = (8_829_370_055_004_000_000L + call.Number).ToString(System.Globalization.CultureInfo.InvariantCulture),
            Method = call.Method,
            Path = call.Path,
            Host = host,
            Scheme = "https",
            Protocol = "HTTP/2",
        };
        AddHeaders(http, call, host);
        var attributes = new AttributeContext
        {
            Source = SourceOf(call),
            Destination = new AttributeContext.Types.Peer { Address = AddressOf("10.30.0.8", 8443) },
            Request = new AttributeContext.Types.Request
            {
                Time = new Timestamp { Seconds = Second + call.Number, Nanos = 393_206_168 },
                Http = http,
            },
        };
        if (call.IsRaw)
        {
            attributes.Destination.Principal = "spiffe://gov.example/ss/edge";
            attributes.MetadataContext = new Metadata();
            attributes.TlsSession = new AttributeContext.Types.TLSSession { Sni = host };
            attributes.RouteMetadataContext = new Metadata();
        }

        attributes.ContextExtensions.Add("authz.service", call.RouteService ?? PolicyWorld.ServiceName(call.Target));
        attributes.ContextExtensions.Add("authz.sends", "sni");
        return new CheckRequest { Attributes = attributes }.ToByteArray();
    }

    private static void AddHeaders(AttributeContext.Types.HttpRequest http, CallDraft call, string host)
    {
        if (!call.IsRaw)
        {
            foreach ((string name, string value) in BasicHeaders(call, host))
            {
                http.Headers.Add(name, value);
            }

            return;
        }

        http.HeaderMap = new HeaderMap();
        foreach ((string name, string value) in BasicHeaders(call, host).Concat(MoreHeaders(call)))
        {
            http.HeaderMap.Headers.Add(new HeaderValue { Key = name, RawValue = ByteString.CopyFromUtf8(value) });
        }
    }

    private static IEnumerable<(string Name, string Value)> BasicHeaders(CallDraft call, string host)
    {
        yield return (":method", call.Method);
        yield return (":path", call.Path);
        yield return (":authority", host);
        yield return ("accept", "application/json");
        yield return ("authorization", $"Bearer {call.Bearer}");
        yield return ("x-purpose", call.Purpose);
        yield return ("x-request-id", IdOf(call.Number));
    }

    private static IEnumerable<(string Name, string Value)> MoreHeaders(CallDraft call)
    {
        yield return (":scheme", "https");
        yield return ("user-agent", "registry-client/4.2.0 (linux)");
        yield return ("traceparent", $"00-{IdOf(call.Number).Replace("-", "", StringComparison.Ordinal)}-b7ad6b7169203331-01");
        yield return ("x-forwarded-for", "10.30.4.7");
        yield return ("x-forwarded-proto", "https");
        yield return ("x-envoy-external-address", "10.30.4.7");
        if (call.SpiffeId is { } id)
        {
            string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
            yield return ("x-forwarded-client-cert", $"Hash={hash};Subject=\"CN={id[(id.LastIndexOf('/') + 1)..]}\";URI={id}");
        }
    }

    private AttributeContext.Types.Peer SourceOf(CallDraft call)
    {
        var source = new AttributeContext.Types.Peer { Address = AddressOf("10.30.4.7", 40_000 + (uint)(call.Number % 20_000)) };
        if (call.SpiffeId is { } id)
        {
            source.Principal = id;
            source.Certificate = CertificateOf(id, call.CertificateNumber);
        }

        return source;
    }

    private string CertificateOf(string id, int number) =>
        encoded.GetOrAdd((id, number), key => certificates.EncodedCertificateFor(key.Id, key.Number));

    // The form of a UUID.
    private static string IdOf(int number)
    {
        string hex = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)));
        return $"{hex[..8]}-{hex[8..12]}-4{hex[13..16]}-a{hex[17..20]}-{hex[20..32]}";
    }

    private static Address AddressOf(string ip, uint port) =>
        new() { SocketAddress = new SocketAddress { Address = ip, PortValue = port } };
}
