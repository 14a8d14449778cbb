using System.Collections.Immutable;
using System.Text;

namespace Authz.Policies.Requests;

/// <summary>
/// Owns the bytes of a request that was written by a person (a policy test, a question on the command line) and not
/// read from the wire.
/// </summary>
public sealed class RequestText
{
    private readonly SlottedText headers;

    public RequestText(ImmutableArray<KeyValuePair<string, string>> headers) => this.headers = new SlottedText(headers);

    public required string Method { private get; init; }

    /// <summary>The whole request target, with its query.</summary>
    public required string Target { private get; init; }

    public required string Host { private get; init; }

    /// <summary>A TCP connection and no request: its method, target, host and headers say nothing.</summary>
    public bool IsConnection { private get; init; }

    /// <summary>`block/service`, or null for a route that is not bound.</summary>
    public required string? RouteBinding { private get; init; }

    public required DateTimeOffset Time { private get; init; }

    /// <summary>The peer's address without its port; null: a pipe, or none was said.</summary>
    public string? SourceAddress { private get; init; }

    public string Sni { private get; init; } = "";

    /// <summary>Each name once; `authz.sends` among them says what the listener sends.</summary>
    public ImmutableArray<KeyValuePair<string, string>> ContextExtensions { private get; init; } = [];

    /// <summary>Filter names, each once, with what the filter has noted: one JSON object (<see cref="MetadataText"/>).</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { private get; init; } = [];

    public ImmutableArray<byte> Body { private get; init; } = [];

    /// <summary>Whether the body came as bytes, which is how a listener should send it.</summary>
    public bool IsBodyRaw { private get; init; } = true;

    public AccessRequest ToRequest()
    {
        var extensions = new SlottedText(ContextExtensions);
        return new AccessRequest
        {
            HasHttp = !IsConnection,
            Method = Encoding.UTF8.GetBytes(Method),
            Target = Encoding.UTF8.GetBytes(Target),
            Host = Encoding.UTF8.GetBytes(Host),
            Headers = new HeaderList(headers.Bytes, headers.Slots, isRaw: true),
            RouteBinding = RouteBinding is null ? [] : Encoding.UTF8.GetBytes(RouteBinding),
            HasRouteBinding = RouteBinding is not null,
            SourceAddress = SourceAddress is null ? [] : Encoding.UTF8.GetBytes(SourceAddress),
            HasSourceAddress = SourceAddress is not null,
            Sni = Encoding.UTF8.GetBytes(Sni),
            ContextExtensions = new ContextExtensions(extensions.Bytes, extensions.Slots),
            Metadata = MetadataText.ToBytes(Metadata),
            Body = Body.AsSpan(),
            IsBodyRaw = IsBodyRaw,
            Time = Time,
        };
    }
}
