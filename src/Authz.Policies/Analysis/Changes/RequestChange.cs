using System.Collections.Immutable;

namespace Authz.Policies.Analysis.Changes;

/// <summary>Requests that are another operation than before, or none any more, and who may make them now.</summary>
/// <param name="Path">Below the base path; `{}` stands for any text.</param>
/// <param name="Before">The operation's name in the old set, or null: they were none.</param>
public sealed record RequestChange(
    string Method,
    string Path,
    string? Before,
    string? After,
    ImmutableArray<string> Gains,
    ImmutableArray<string> Loses)
{
    /// <summary>The same callers as before, by other rules, one of which has a condition or a validity.</summary>
    public bool IsUnderOtherConditions => Gains.IsEmpty && Loses.IsEmpty;
}
