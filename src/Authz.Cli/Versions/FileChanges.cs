using System.Collections.Immutable;
using Authz.Policies;
using Authz.Store;

namespace Authz.Cli.Versions;

/// <summary>Which files differ between two versions, by path.</summary>
internal sealed record FileChanges(ImmutableArray<string> Added, ImmutableArray<string> Changed, ImmutableArray<string> Removed)
{
    /// <param name="former">Null: there was none.</param>
    public static FileChanges Between(SourceSet? former, SourceSet current)
    {
        ImmutableSortedDictionary<string, string> before =
            former is null ? ImmutableSortedDictionary<string, string>.Empty : PolicyManifest.Of(former).Files;
        ImmutableSortedDictionary<string, string> after = PolicyManifest.Of(current).Files;
        return new FileChanges(
            [.. after.Keys.Where(path => !before.ContainsKey(path))],
            [.. after.Keys.Where(path => before.TryGetValue(path, out string? digest) && digest != after[path])],
            [.. before.Keys.Where(path => !after.ContainsKey(path))]);
    }
}
