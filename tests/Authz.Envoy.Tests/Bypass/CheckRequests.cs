using System.Text;
using Authz.Testing.Certificates;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Envoy.Tests.Bypass;

/// <summary>Check requests as Envoy writes them, with a target that no proxy has touched.</summary>
internal static class CheckRequests
{
    public const string WebId = "spiffe://td/ns/a/sa/web";
    public const string Host = "api";
    public const string Service = "site/pages";

    // The path is a string for protobuf, which writes no bytes that are not UTF-8: it is written with a stand-in of the
    // same length, and put in afterwards.
    private const char StandIn = '\u0002';

    public static byte[] Write(string method, string target, TestCertificate caller, bool rawHeaders) => Write(
        method, Host, target, [new("accept", "*/*")], new CheckCaller(WebId, caller.CertificatePem), rawHeaders);

    /// <param name="host">Null: none.</param>
    public static byte[] Write(
        string method,
        string? host,
        string target,
        IEnumerable<KeyValuePair<string, string>> headers,
        CheckCaller caller,
        bool rawHeaders)
    {
        string standIn = new(StandIn, target.Length);
        var http = new AttributeContext.Types.HttpRequest
        {
            Id = "1",
            Method = method,
            Path = standIn,
            Host = TextOf(host ?? string.Empty),
            Scheme = "https",
            Protocol = "HTTP/1.1",
        };
        KeyValuePair<string, string>[] lines =
            [new(":authority", host ?? string.Empty), new(":path", target), new(":method", method), new(":scheme", "https"), .. headers];
        AddHeaders(http, lines, rawHeaders);
        var request = new CheckRequest
        {
            Attributes = new AttributeContext
            {
                Source = new AttributeContext.Types.Peer
                {
                    Address = AddressOf("10.0.0.7"),
                    Principal = caller.Principal,
                    Certificate = Uri.EscapeDataString(caller.CertificatePem),
                },
                Destination = new AttributeContext.Types.Peer { Address = AddressOf("10.0.0.8") },
                Request = new AttributeContext.Types.Request { Http = http },
            },
        };
        request.Attributes.ContextExtensions.Add("authz.service", Service);
        request.Attributes.ContextExtensions.Add("authz.sends", "certificate,sni");
        byte[] bytes = request.ToByteArray();

        // The last run of stand-ins, for the length before them may end in one more.
        int at = target.Length == 0 ? -1 : bytes.AsSpan().LastIndexOf(Encoding.Latin1.GetBytes(standIn));
        if (at >= 0)
        {
            Encoding.Latin1.GetBytes(target).CopyTo(bytes, at);
        }

        return bytes;
    }

    /// <summary>The same request with something else that Envoy could tell, for targets that are plain text.</summary>
    public static byte[] With(byte[] request, Action<AttributeContext> change)
    {
        CheckRequest check = CheckRequest.Parser.ParseFrom(request);
        change(check.Attributes);
        return check.ToByteArray();
    }

    private static void AddHeaders(
        AttributeContext.Types.HttpRequest http, IEnumerable<KeyValuePair<string, string>> lines, bool rawHeaders)
    {
        if (!rawHeaders)
        {
            // Lines of one name joined by a bare comma, as Envoy does.
            foreach (IGrouping<string, string> sameName in lines.GroupBy(line => line.Key, line => line.Value, StringComparer.OrdinalIgnoreCase))
            {
                http.Headers.Add(sameName.Key.ToLowerInvariant(), Sanitised(string.Join(',', sameName)));
            }

            return;
        }

        http.HeaderMap = new HeaderMap();
        foreach ((string name, string value) in lines)
        {
            http.HeaderMap.Headers.Add(new HeaderValue
            {
                Key = name.ToLowerInvariant(),
                RawValue = ByteString.CopyFrom(Encoding.Latin1.GetBytes(value)),
            });
        }
    }

    // The bytes of a host, as the text that they are.
    private static string TextOf(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));

    // As Envoy does in merged headers to bytes that are no UTF-8.
    private static string Sanitised(string value) => string.Concat(value.Select(c => c < 0x80 ? c : '!'));

    private static Address AddressOf(string ip) =>
        new() { SocketAddress = new SocketAddress { Address = ip, PortValue = 40_000 } };
}
