namespace Authz.Store;

/// <summary>What a folder may hold. More is an error, never a part of the set left out.</summary>
public sealed record FolderLimits
{
    public static FolderLimits Default { get; } = new();

    public int FilesMax { get; init; } = 10_000;

    public int FileBytesMax { get; init; } = 16 * 1024 * 1024;

    public long TotalBytesMax { get; init; } = 256L * 1024 * 1024;

    /// <summary>Folders below the policy folder.</summary>
    public int DepthMax { get; init; } = 16;

    /// <summary>Files and folders of any kind that are looked at, so that `--policies /` ends.</summary>
    public int EntriesMax { get; init; } = 100_000;
}
