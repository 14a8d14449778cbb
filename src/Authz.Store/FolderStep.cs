namespace Authz.Store;

/// <summary>What the folder needs next.</summary>
/// <param name="IsSettling">A change was seen: only time can tell whether it is whole, so a hint would add nothing.</param>
/// <param name="NextLook">The latest time at which to look again.</param>
public readonly record struct FolderStep(bool IsSettling, TimeSpan NextLook);
