using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>The documents with every name resolved and every limit held: what the compiler takes.</summary>
public sealed class BoundPolicySet
{
    /// <summary>By name, so that an index never depends on the order of files.</summary>
    public required ImmutableArray<BoundBlock> Blocks { get; init; }

    /// <summary>Every block's services, by `block/service`; a service's index is its place here.</summary>
    public required ImmutableArray<BoundService> Services { get; init; }

    /// <summary>By name: the order in which several matching allows are told apart.</summary>
    public required ImmutableArray<BoundPolicy> Policies { get; init; }

    /// <summary>Groups by name, each as its members' indexes.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Groups { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty;

    /// <summary>By name.</summary>
    public ImmutableArray<BoundIssuer> Issuers { get; init; } = [];

    /// <summary>By name.</summary>
    public ImmutableArray<BoundSecurityServer> SecurityServers { get; init; } = [];

    public required ImmutableArray<BoundTestCase> Tests { get; init; }
}
