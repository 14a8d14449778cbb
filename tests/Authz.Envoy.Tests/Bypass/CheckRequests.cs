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

    public static byte[] Write(string method, string target, TestCertificate caller, bool rawHeaders)
    {
        string standIn = new(StandIn, target.Length);
        var http = new AttributeContext.Types.HttpRequest
        {
            Id = "1",
            Method = method,
            Path = standIn,
            Host = Host,
            Scheme = "https",
            Protocol = "HTTP/1.1",
        };
        AddHeaders(http, method, target, rawHeaders);
        var request = new CheckRequest
        {
            Attributes = new AttributeContext
            {
                Source = new AttributeContext.Types.Peer
                {
                    Address = AddressOf("10.0.0.7"),
                    Principal = WebId,
                    Certificate = Uri.EscapeDataString(caller.CertificatePem),
                },
                Destination = new AttributeContext.Types.Peer { Address = AddressOf("10.0.0.8") },
                Request = new AttributeContext.Types.Request { Http = http },
            },
        };
        request.Attributes.ContextExtensions.Add("authz.service", Service);
        request.Attributes.ContextExtensions.Add("authz.sends", "certificate,sni");
        byte[] bytes = request.ToByteArray();
        int at = target.Length == 0 ? -1 : bytes.AsSpan().IndexOf(Encoding.Latin1.GetBytes(standIn));
        if (at >= 0)
        {
            Encoding.Latin1.GetBytes(target).CopyTo(bytes, at);
        }

        return bytes;
    }

    private static void AddHeaders(AttributeContext.Types.HttpRequest http, string method, string target, bool rawHeaders)
    {
        (string Name, string Value)[] headers =
            [(":authority", Host), (":path", target), (":method", method), (":scheme", "https"), ("accept", "*/*")];
        if (!rawHeaders)
        {
            foreach ((string name, string value) in headers)
            {
                http.Headers.Add(name, Sanitised(value));
            }

            return;
        }

        http.HeaderMap = new HeaderMap();
        foreach ((string name, string value) in headers)
        {
            http.HeaderMap.Headers.Add(
                new HeaderValue { Key = name, RawValue = ByteString.CopyFrom(Encoding.Latin1.GetBytes(value)) });
        }
    }

    // As Envoy does in merged headers to bytes that are no UTF-8.
    private static string Sanitised(string value) => string.Concat(value.Select(c => c < 0x80 ? c : '!'));

    private static Address AddressOf(string ip) =>
        new() { SocketAddress = new SocketAddress { Address = ip, PortValue = 40_000 } };
}
