using System.Collections.Immutable;
using Authz.Policies.Syntax;
using Authz.Policies.Text;

namespace Authz.Policies.Binding;

/// <summary>Whose tokens are believed. Exactly one of the three sources of keys is there.</summary>
public sealed class BoundIssuer
{
    public static readonly TimeSpan DefaultLeeway = TimeSpan.Zero;

    public static readonly TimeSpan DefaultMaxStale = TimeSpan.FromHours(24);

    public required string Name { get; init; }

    /// <summary>What a token says in `iss`, byte for byte.</summary>
    public required string Issuer { get; init; }

    public required ImmutableArray<string> Audiences { get; init; }

    public required ImmutableArray<TokenAlgorithm> Algorithms { get; init; }

    /// <summary>A JWK set of public keys, as it stands in the set's file; empty: the keys are fetched.</summary>
    public required ReadOnlyMemory<byte> Jwks { get; init; }

    public required string? JwksUri { get; init; }

    /// <summary>`/.well-known/openid-configuration` below it names the address of the keys.</summary>
    public required string? DiscoveryBase { get; init; }

    public required TimeSpan Leeway { get; init; }

    public required TimeSpan MaxStale { get; init; }

    public required SourceSpan Span { get; init; }

    public override string ToString() => Name;
}
