namespace Authz.Policies.Requests;

/// <summary>
/// What one check asks: attributes as bytes in place, nothing copied, nothing interpreted yet. Valid only while the
/// bytes that it was read from are.
/// </summary>
public readonly ref struct AccessRequest
{
    public RequestFault Fault { get; init; }

    /// <summary>False: a TCP check, or nothing at all.</summary>
    public bool HasHttp { get; init; }

    public ReadOnlySpan<byte> Method { get; init; }

    /// <summary>The request target as sent, with its query.</summary>
    public ReadOnlySpan<byte> Target { get; init; }

    public ReadOnlySpan<byte> Host { get; init; }

    public HeaderList Headers { get; init; }

    /// <summary>The route's `authz.service`: the service that Envoy will forward to.</summary>
    public ReadOnlySpan<byte> RouteBinding { get; init; }

    /// <summary>Whether the route carried `authz.service` at all.</summary>
    public bool HasRouteBinding { get; init; }

    /// <summary>The route's `authz.caller`: the block whose own application calls through its sidecar.</summary>
    public ReadOnlySpan<byte> CallerBinding { get; init; }

    /// <summary>Whether the route carried `authz.caller` at all.</summary>
    public bool HasCallerBinding { get; init; }

    /// <summary>The peer is on this machine: a pipe or a loopback address. An address that cannot be read is not.</summary>
    public bool SourceIsLocal { get; init; }

    /// <summary>Envoy's view of the peer: first URI SAN, else first DNS SAN, else subject; empty without a certificate.</summary>
    public ReadOnlySpan<byte> Principal { get; init; }

    /// <summary>The peer's certificate as URL-encoded PEM; empty when it was not sent.</summary>
    public ReadOnlySpan<byte> Certificate { get; init; }

    public ReadOnlySpan<byte> Sni { get; init; }

    /// <summary>The peer's address as text, without its port.</summary>
    public ReadOnlySpan<byte> SourceAddress { get; init; }

    /// <summary>False: a pipe, or a check that says no address.</summary>
    public bool HasSourceAddress { get; init; }

    /// <summary>All of the route's context extensions, those that are ours too.</summary>
    public ContextExtensions ContextExtensions { get; init; }

    /// <summary>The bytes of an `envoy.config.core.v3.Metadata`: what other filters have noted of this request.</summary>
    public ReadOnlySpan<byte> Metadata { get; init; }

    /// <summary>What came of the body, perhaps cut short: the header `x-envoy-auth-partial-body` says so.</summary>
    public ReadOnlySpan<byte> Body { get; init; }

    /// <summary>The body came as bytes; as text, Envoy has put `!` in place of what is not UTF-8.</summary>
    public bool IsBodyRaw { get; init; }

    /// <summary>The service's clock, read once for this check.</summary>
    public DateTimeOffset Time { get; init; }
}
