using System.Collections.Immutable;
using Authz.Policies;

namespace Authz.Store.Versions;

/// <summary>What is to be kept: a set that compiled.</summary>
/// <param name="Parent">The digest of what it was made from; null: of nothing.</param>
/// <param name="Warnings">What its author should look at, a line each.</param>
public sealed record NewVersion(SourceSet Sources, VersionNote Note, string? Parent, ImmutableArray<string> Warnings);
