using System.Collections.Immutable;

namespace Authz.Policies.Binding;

public sealed class BoundBlock
{
    /// <summary>Its place in <see cref="BoundPolicySet.Blocks"/>.</summary>
    public required int Index { get; init; }

    public required string Name { get; init; }

    public required string? Client { get; init; }

    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>SPIFFE IDs, compared byte for byte.</summary>
    public required ImmutableArray<string> SpiffeIds { get; init; }

    /// <summary>DNS names in lower case.</summary>
    public required ImmutableArray<string> DnsNames { get; init; }

    /// <summary>Any of these tokens proves it.</summary>
    public ImmutableArray<BoundTokenIdentity> Tokens { get; init; } = [];

    public ImmutableArray<BoundApiKey> ApiKeys { get; init; } = [];

    public ImmutableArray<BoundSignatureKey> SignatureKeys { get; init; } = [];

    public override string ToString() => Name;
}
