using System.Collections.Immutable;

namespace Authz.Testing.Generation;

internal sealed record RandomService(string Block, string Name, string BasePath, ImmutableArray<string> Hosts)
{
    public ImmutableArray<RandomOperation> Operations { get; init; } = [];

    /// <summary>Beside the usual ones.</summary>
    public ImmutableArray<string> Methods { get; init; } = [];

    public bool MatrixParametersAllowed { get; init; }

    public bool MethodOverrideIgnored { get; init; }

    public string QualifiedName => $"{Block}/{Name}";
}
