namespace Authz.Store.Journal;

/// <summary>One file of a version.</summary>
/// <param name="Path">As in the set.</param>
/// <param name="Content">Where its bytes are: their SHA-256.</param>
public sealed record JournalledFile(string Path, string Content, int Bytes);
