using System.Collections.Immutable;

namespace Authz.Testing.Generation;

internal sealed record RandomBlock(string Name, ImmutableSortedDictionary<string, string> Labels)
{
    public ImmutableArray<RandomService> Services { get; init; } = [];

    /// <summary>The name of a service of connections, which is also the first label of its SNI; null: none.</summary>
    public string? TcpService { get; init; }

    public ImmutableArray<string> Delegates { get; init; } = [];

    public bool Carries(ImmutableSortedDictionary<string, string> labels) =>
        labels.All(label => Labels.TryGetValue(label.Key, out string? value) && value == label.Value);
}
