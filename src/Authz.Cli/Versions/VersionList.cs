using System.Collections.Immutable;

namespace Authz.Cli.Versions;

/// <summary>Versions that are kept, newest first.</summary>
/// <param name="IsPinned">The active one is.</param>
internal sealed record VersionList(ImmutableArray<VersionSummary> Versions, bool IsPinned);
