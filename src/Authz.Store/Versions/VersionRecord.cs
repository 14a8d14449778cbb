using System.Collections.Immutable;

namespace Authz.Store.Versions;

/// <summary>A version as it is kept: what it is made of, whose it is, and what was said of it. Never changed.</summary>
public sealed record VersionRecord
{
    /// <summary>In lower-case hex. Its identity.</summary>
    public required string Digest { get; init; }

    /// <summary>For people. Grows, and is not given twice.</summary>
    public required long Number { get; init; }

    public required VersionNote Note { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was in force, or newest, when it was made; null for the first.</summary>
    public required string? Parent { get; init; }

    /// <summary>By path, ordinally.</summary>
    public required ImmutableArray<VersionFile> Files { get; init; }

    /// <summary>What its author should look at, a line each: it compiled all the same.</summary>
    public required ImmutableArray<string> Warnings { get; init; }
}
