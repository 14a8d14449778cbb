using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>An Envoy that calls for building blocks. It is no caller itself: it says for whom it calls.</summary>
public sealed class BoundSecurityServer
{
    /// <summary>Its place in <see cref="BoundPolicySet.SecurityServers"/>.</summary>
    public required int Index { get; init; }

    public required string Name { get; init; }

    /// <summary>SPIFFE IDs, compared byte for byte; none is also a block's.</summary>
    public required ImmutableArray<string> SpiffeIds { get; init; }

    /// <summary>DNS names in lower case; none is also a block's.</summary>
    public required ImmutableArray<string> DnsNames { get; init; }

    /// <summary>
    /// The blocks, by index and sorted, that it may name in a client header. Where there are any, a certificate that it
    /// forwards names one of them too; where there are none, any block.
    /// </summary>
    public required ImmutableArray<int> SpeaksFor { get; init; }

    /// <summary>Whether it is trusted for the certificates that it forwards in x-forwarded-client-cert.</summary>
    public required bool IsForwardingTrusted { get; init; }

    public override string ToString() => Name;
}
