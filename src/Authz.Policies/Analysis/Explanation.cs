using System.Collections.Immutable;

namespace Authz.Policies.Analysis;

/// <summary>A verdict, and what every rule that speaks of this caller or this service had to do with it.</summary>
/// <param name="Path">The path below the base path, decoded, as rules saw it; null where none was asked.</param>
/// <param name="Rules">Matching rules first, then the nearest; empty where the request was refused before any rule.</param>
public sealed record Explanation(
    AccessQuestion Question, Verdict Verdict, string? Path, ImmutableArray<RuleFinding> Rules);
