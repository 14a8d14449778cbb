using System.Collections.Immutable;

namespace Authz.Store.Journal;

/// <summary>A version as the journal keeps it: what it is made of, whose it is, and what was said of it. Never changed.</summary>
public sealed record JournalledVersion
{
    /// <summary>In hex. Its identity.</summary>
    public required string Digest { get; init; }

    /// <summary>For people. Grows, and is not given twice.</summary>
    public required long Number { get; init; }

    public required VersionNote Note { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What was in force, or newest, when it was made; null for the first.</summary>
    public required string? Parent { get; init; }

    /// <summary>By path, ordinally.</summary>
    public required ImmutableArray<JournalledFile> Files { get; init; }

    /// <summary>What its author should look at, a line each: it compiled all the same.</summary>
    public required ImmutableArray<string> Warnings { get; init; }
}
