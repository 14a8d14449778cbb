namespace Authz.Store.Versions;

/// <summary>What people know of a version beside its content.</summary>
/// <param name="Author">Who wrote it, as the source of the version knows.</param>
/// <param name="Message">Why, in the author's words; may be empty.</param>
public sealed record VersionNote(string Author, string Message);
