using System.Collections.Immutable;

namespace Authz.Policies.Decisions.Answers;

/// <summary>What a rule that denies tells the caller.</summary>
public sealed record DenyAnswer
{
    public const int DefaultStatus = 403;

    /// <summary>From 400 to 599.</summary>
    public int Status { get; init; } = DefaultStatus;

    public ImmutableArray<KeyValuePair<string, string>> SetHeaders { get; init; } = [];

    public ImmutableArray<KeyValuePair<string, string>> AppendHeaders { get; init; } = [];

    /// <summary>A URI; null: none.</summary>
    public string? ProblemType { get; init; }

    public string? ProblemTitle { get; init; }

    public string? ProblemDetail { get; init; }

    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; init; } = [];
}
