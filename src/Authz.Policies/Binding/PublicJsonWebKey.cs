using System.Collections.Immutable;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

/// <summary>A key of a JWK set that verifies signatures and cannot make them.</summary>
public sealed record PublicJsonWebKey
{
    /// <summary>Its `kid`; null: it has none.</summary>
    public required string? Id { get; init; }

    /// <summary>All that it verifies, by its type, its curve and what it says it is for. Never empty.</summary>
    public required ImmutableArray<TokenAlgorithm> Algorithms { get; init; }

    /// <summary>Of an RSA key, as its exponent; else empty.</summary>
    public required ReadOnlyMemory<byte> Modulus { get; init; }

    public required ReadOnlyMemory<byte> Exponent { get; init; }

    /// <summary>`P-256` and its like, `Ed25519`; null: it is no key of a curve.</summary>
    public required string? Curve { get; init; }

    public required ReadOnlyMemory<byte> X { get; init; }

    /// <summary>Empty for Ed25519, too.</summary>
    public required ReadOnlyMemory<byte> Y { get; init; }
}
