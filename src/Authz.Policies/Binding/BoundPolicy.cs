using System.Collections.Immutable;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

public sealed class BoundPolicy
{
    public required string Name { get; init; }

    public required string? LegalBasis { get; init; }

    /// <summary>In force while From ≤ t &lt; Until; unbounded where it is null.</summary>
    public required DateTimeOffset? From { get; init; }

    public required DateTimeOffset? Until { get; init; }

    public required PolicyMode Mode { get; init; }

    public required BoundSubjects Subjects { get; init; }

    /// <summary>Indices into <see cref="BoundPolicySet.Services"/>, ascending, each once.</summary>
    public required ImmutableArray<int> Services { get; init; }

    public required ImmutableArray<BoundRule> Rules { get; init; }

    public override string ToString() => Name;
}
