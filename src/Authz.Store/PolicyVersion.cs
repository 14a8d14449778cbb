using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;
using Authz.Policies.Text;
using Authz.Store.Versions;

namespace Authz.Store;

/// <summary>One whole set of policies, compiled: immutable, named by its content.</summary>
public sealed record PolicyVersion
{
    public required PolicyDigest Digest { get; init; }

    public required VersionStamp Stamp { get; init; }

    /// <summary>For people. Without a repository it counts the activations of this process, from one.</summary>
    public long Number => Stamp.Number;

    /// <summary>Grows with each activation. Without a repository it is counted as the number is.</summary>
    public long Epoch => Stamp.Epoch;

    public VersionNote Note => Stamp.Note;

    public DateTimeOffset CreatedAt => Stamp.CreatedAt;

    public DateTimeOffset ActivatedAt => Stamp.ActivatedAt;

    /// <inheritdoc cref="VersionStamp(long, long, VersionNote, DateTimeOffset, DateTimeOffset, string?)"/>
    public string? Parent => Stamp.Parent;

    public required BoundPolicySet Policies { get; init; }

    public required DecisionTree Tree { get; init; }

    /// <summary>What the author should look at, although it compiled.</summary>
    public required ImmutableArray<Diagnostic> Warnings { get; init; }

    public required int FileCount { get; init; }

    public override string ToString() => $"{Number} ({Digest.ShortHex})";
}
