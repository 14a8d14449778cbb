namespace Authz.Store.Versions;

/// <summary>What a version is known by beside its content, and since when it is in force.</summary>
/// <param name="Parent">The digest of what it was made from; null: of nothing.</param>
public sealed record VersionStamp(
    long Number, long Epoch, VersionNote Note, DateTimeOffset CreatedAt, DateTimeOffset ActivatedAt, string? Parent)
{
    public static VersionStamp Of(VersionRecord version, Activation activation) =>
        new(version.Number, activation.Epoch, version.Note, version.CreatedAt, activation.Time, version.Parent);
}
