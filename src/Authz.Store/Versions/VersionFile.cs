namespace Authz.Store.Versions;

/// <summary>One file of a version.</summary>
/// <param name="Path">As in the set.</param>
/// <param name="Content">Where its bytes are: their SHA-256, in lower-case hex.</param>
/// <param name="Length">In bytes.</param>
public sealed record VersionFile(string Path, string Content, int Length);
