namespace Authz.Store.Journal;

/// <summary>What the journal holds that is not what was written.</summary>
/// <param name="File">Whole path.</param>
/// <param name="Problem">What is wrong, and what follows from it.</param>
public sealed record JournalDamage(string File, string Problem)
{
    public override string ToString() => $"{File}: {Problem}";
}
