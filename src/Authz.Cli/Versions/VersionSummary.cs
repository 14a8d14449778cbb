using Authz.Admin.Administration;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>A version in one line.</summary>
internal sealed record VersionSummary
{
    public required long Number { get; init; }

    public required string Digest { get; init; }

    public required string Author { get; init; }

    public required string Message { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string? Parent { get; init; }

    public required int FileCount { get; init; }

    public required int WarningCount { get; init; }

    public required bool IsActive { get; init; }

    /// <summary>By somebody else than its author.</summary>
    public required bool IsApproved { get; init; }

    public static VersionSummary Of(RepositoryState state, VersionRecord version) => new()
    {
        Number = version.Number,
        Digest = version.Digest,
        Author = version.Note.Author,
        Message = version.Note.Message,
        CreatedAt = version.CreatedAt,
        Parent = version.Parent,
        FileCount = version.Files.Length,
        WarningCount = version.Warnings.Length,
        IsActive = state.Active?.Digest == version.Digest,
        IsApproved = PolicyAdministration.IsApproved(state, version),
    };
}
