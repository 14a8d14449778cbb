using System.Text;
using Authz.Pdp.Requests;
using Authz.Policies.Requests;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf;

namespace Authz.Pdp.Tests.Requests;

/// <summary>
/// What a reader made of a request, by value, so that two readers can be compared. Each character is one byte: a text
/// that is not UTF-8 stays what it is.
/// </summary>
internal sealed record ReadRequest
{
    public required bool HasHttp { get; init; }

    public required string Method { get; init; }

    public required string Target { get; init; }

    public required string Host { get; init; }

    public required bool IsRaw { get; init; }

    /// <summary>`name: value`, one a line.</summary>
    public required string Headers { get; init; }

    public required string Principal { get; init; }

    public required string Certificate { get; init; }

    public required string Sni { get; init; }

    /// <summary>Null: none was sent, or a pipe.</summary>
    public required string? SourceAddress { get; init; }

    /// <summary>`name=value`, one a line, sorted: a map has no order.</summary>
    public required string ContextExtensions { get; init; }

    public required string Metadata { get; init; }

    public required string Body { get; init; }

    public required bool IsBodyRaw { get; init; }

    public required string? RouteBinding { get; init; }

    public required string? CallerBinding { get; init; }

    /// <summary>By our own reader; null where it finds a fault.</summary>
    public static ReadRequest? ByUs(ReadOnlySpan<byte> message)
    {
        AccessRequest request = CheckRequestReader.Read(TestCall.Of(message));
        return request.Fault != RequestFault.None ? null : Of(in request);
    }

    public static ReadRequest Of(in AccessRequest request) => new()
    {
        HasHttp = request.HasHttp,
        Method = TextOf(request.Method),
        Target = TextOf(request.Target),
        Host = TextOf(request.Host),
        IsRaw = request.Headers.IsRaw,
        Headers = HeadersOf(request.Headers),
        Principal = TextOf(request.Principal),
        Certificate = TextOf(request.Certificate),
        Sni = TextOf(request.Sni),
        SourceAddress = request.HasSourceAddress ? TextOf(request.SourceAddress) : null,
        ContextExtensions = ExtensionsOf(request.ContextExtensions),
        Metadata = HexOf(Envoy.Config.Core.V3.Metadata.Parser.ParseFrom(request.Metadata)),
        Body = TextOf(request.Body),
        IsBodyRaw = request.IsBodyRaw,
        RouteBinding = request.HasRouteBinding ? TextOf(request.RouteBinding) : null,
        CallerBinding = request.HasCallerBinding ? TextOf(request.CallerBinding) : null,
    };

    /// <summary>By Google.Protobuf, which throws where it finds a fault.</summary>
    public static ReadRequest ByGoogle(ReadOnlySpan<byte> message)
    {
        AttributeContext? attributes = CheckRequest.Parser.ParseFrom(message.ToArray()).Attributes;
        AttributeContext.Types.HttpRequest? http = attributes?.Request?.Http;
        IDictionary<string, string> extensions =
            attributes?.ContextExtensions ?? (IDictionary<string, string>)new Dictionary<string, string>();
        return new ReadRequest
        {
            HasHttp = http is not null,
            Method = TextOf(http?.Method),
            Target = TextOf(http?.Path),
            Host = TextOf(http?.Host),
            IsRaw = http?.HeaderMap is not null,
            Headers = HeadersOf(http),
            Principal = TextOf(attributes?.Source?.Principal),
            Certificate = TextOf(attributes?.Source?.Certificate),
            Sni = TextOf(attributes?.TlsSession?.Sni),
            SourceAddress = attributes?.Source?.Address?.SocketAddress is { } address ? TextOf(address.Address) : null,
            ContextExtensions = Lines(extensions.Select(extension => $"{TextOf(extension.Key)}={TextOf(extension.Value)}\n")),
            Metadata = HexOf(attributes?.MetadataContext),
            Body = http is null ? "" : http.RawBody.IsEmpty ? TextOf(http.Body) : TextOf(http.RawBody.Span),
            IsBodyRaw = http is { RawBody.IsEmpty: false },
            RouteBinding = extensions.TryGetValue("authz.service", out string? service) ? TextOf(service) : null,
            CallerBinding = extensions.TryGetValue("authz.caller", out string? caller) ? TextOf(caller) : null,
        };
    }

    private static string ExtensionsOf(ContextExtensions extensions)
    {
        var lines = new List<string>();
        for (int i = 0; i < extensions.Count; i++)
        {
            lines.Add($"{TextOf(extensions.Name(i))}={TextOf(extensions.Value(i))}\n");
        }

        return Lines(lines);
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Order(StringComparer.Ordinal));

    private static string HexOf(Metadata? metadata) => Convert.ToHexString(metadata?.ToByteArray() ?? []);

    private static string HeadersOf(HeaderList headers)
    {
        var text = new StringBuilder();
        for (int i = 0; i < headers.Count; i++)
        {
            text.Append(TextOf(headers.Name(i))).Append(": ").Append(TextOf(headers.Value(i))).Append('\n');
        }

        return text.ToString();
    }

    private static string HeadersOf(AttributeContext.Types.HttpRequest? http)
    {
        if (http is null)
        {
            return "";
        }

        IEnumerable<string> lines = http.HeaderMap is null
            ? http.Headers.Select(line => $"{TextOf(line.Key)}: {TextOf(line.Value)}\n")
            : http.HeaderMap.Headers.Select(line => $"{TextOf(line.Key)}: {ValueOf(line)}\n");
        return string.Concat(lines);
    }

    private static string ValueOf(HeaderValue line) =>
        line.RawValue.IsEmpty ? TextOf(line.Value) : TextOf(line.RawValue.Span);

    private static string TextOf(string? text) => TextOf(Encoding.UTF8.GetBytes(text ?? ""));

    private static string TextOf(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
