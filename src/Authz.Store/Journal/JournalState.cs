using System.Collections.Immutable;

namespace Authz.Store.Journal;

/// <summary>What the journal holds at one moment.</summary>
/// <param name="Versions">Newest first.</param>
/// <param name="Activations">Latest first.</param>
/// <param name="Damages">Found when it was opened.</param>
public sealed record JournalState(
    ImmutableArray<JournalledVersion> Versions, ImmutableArray<Activation> Activations, ImmutableArray<JournalDamage> Damages)
{
    /// <summary>Null: no version was ever in force.</summary>
    public Activation? Active => Activations.IsEmpty ? null : Activations[0];

    /// <summary>Zero: there was none.</summary>
    public long LastNumber => Versions.IsEmpty ? 0 : Versions[0].Number;

    public JournalledVersion? Find(string digest) => Versions.FirstOrDefault(version => version.Digest == digest);

    public JournalledVersion? Find(long number) => Versions.FirstOrDefault(version => version.Number == number);
}
