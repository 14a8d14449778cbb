using System.Collections.Immutable;

namespace Authz.Store.Versions;

/// <summary>What a repository holds at one moment.</summary>
/// <param name="Versions">Newest first.</param>
/// <param name="Activations">Latest first.</param>
/// <param name="Approvals">Of the versions that are kept, in no order.</param>
/// <param name="Revocations">In effect, oldest first.</param>
/// <param name="Damages">Found when it was opened.</param>
public sealed record RepositoryState(
    ImmutableArray<VersionRecord> Versions,
    ImmutableArray<Activation> Activations,
    ImmutableArray<Approval> Approvals,
    ImmutableArray<Revocation> Revocations,
    ImmutableArray<RepositoryDamage> Damages)
{
    public static RepositoryState Empty { get; } = new([], [], [], [], []);

    /// <summary>Null: no version was ever in force.</summary>
    public Activation? Active => Activations.IsEmpty ? null : Activations[0];

    /// <summary>Zero: there was none.</summary>
    public long LastNumber => Versions.IsEmpty ? 0 : Versions[0].Number;

    public VersionRecord? Find(string digest) => Versions.FirstOrDefault(version => version.Digest == digest);

    public VersionRecord? Find(long number) => Versions.FirstOrDefault(version => version.Number == number);
}
