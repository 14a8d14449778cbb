using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Store.Journal;

/// <summary>What a <see cref="RepositoryCopy"/> holds beside the bytes of files.</summary>
public sealed record CopiedState
{
    public static CopiedState Empty { get; } = new() { Known = KnownHistory.Nothing, Activations = [], Versions = [] };

    public required KnownHistory Known { get; init; }

    /// <summary>Latest first, of versions that were written here whole: a version that could not be had is not among them.</summary>
    public required ImmutableArray<Activation> Activations { get; init; }

    /// <summary>Theirs, newest first.</summary>
    public required ImmutableArray<VersionRecord> Versions { get; init; }

    public RepositoryState ToRepositoryState(ImmutableArray<RepositoryDamage> damages) =>
        new(Versions, Activations, [], Known.Revocations, damages);
}
