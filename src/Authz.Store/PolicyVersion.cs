using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>One whole set of policies, compiled: immutable, named by its content.</summary>
public sealed class PolicyVersion
{
    public required PolicyDigest Digest { get; init; }

    /// <summary>For people. Counts the activations of this process, from one.</summary>
    public required long Number { get; init; }

    public required DateTimeOffset ActivatedAt { get; init; }

    public required BoundPolicySet Policies { get; init; }

    public required DecisionTree Tree { get; init; }

    /// <summary>What the author should look at, although it compiled.</summary>
    public required ImmutableArray<Diagnostic> Warnings { get; init; }

    public required int FileCount { get; init; }

    public override string ToString() => $"{Number} ({Digest.ShortHex})";
}
