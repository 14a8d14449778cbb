using System.Collections.Immutable;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

public sealed class BoundService
{
    /// <summary>Its place in <see cref="BoundPolicySet.Services"/>.</summary>
    public required int Index { get; init; }

    public required BoundBlock Block { get; init; }

    public required string Name { get; init; }

    /// <summary>`block/service`: what a route's `authz.service` must say.</summary>
    public string QualifiedName => $"{Block.Name}/{Name}";

    public ServiceProtocol Protocol { get; init; }

    public bool IsTcp => Protocol == ServiceProtocol.Tcp;

    /// <summary>In lower case; empty but for a tcp service.</summary>
    public ImmutableArray<string> Sni { get; init; } = [];

    /// <summary>Begins with a slash, has none at its end (the root is empty), decoded. Empty for a tcp service.</summary>
    public required string BasePath { get; init; }

    /// <summary>Lower case, no port, no dot at the end; empty: the service answers on any host that no other names.</summary>
    public required ImmutableArray<string> Hosts { get; init; }

    public required ImmutableArray<BoundOperation> Operations { get; init; }

    /// <summary>Methods beside the usual ones.</summary>
    public required ImmutableArray<string> Methods { get; init; }

    public required bool MatrixParametersAllowed { get; init; }

    public required bool MethodOverrideIgnored { get; init; }

    public override string ToString() => QualifiedName;
}
