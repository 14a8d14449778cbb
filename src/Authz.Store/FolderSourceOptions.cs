namespace Authz.Store;

/// <summary>Where the policies lie and how a change to them is recognised.</summary>
public sealed record FolderSourceOptions
{
    public required string Folder { get; init; }

    /// <summary>How far apart two looks must agree.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How often to look without a hint: file systems lose events, and network ones have none.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(5);

    public LockMode Lock { get; init; } = LockMode.WhenPresent;

    public FolderLimits Limits { get; init; } = FolderLimits.Default;
}
