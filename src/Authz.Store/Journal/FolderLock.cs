namespace Authz.Store.Journal;

/// <summary>Whether the set that was in force last had a `policies.lock`.</summary>
/// <param name="Folder">Where it came from: another folder says nothing of this one.</param>
internal sealed record FolderLock(string Folder, bool IsLocked);
