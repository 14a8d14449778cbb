using System.Collections.Immutable;
using Authz.Store.Versions;

namespace Authz.Cli.Versions;

/// <summary>Which files differ between two versions, by path.</summary>
internal sealed record FileChanges(ImmutableArray<string> Added, ImmutableArray<string> Changed, ImmutableArray<string> Removed)
{
    /// <param name="former">Empty: there was none.</param>
    public static FileChanges Between(ImmutableArray<VersionFile> former, ImmutableArray<VersionFile> current)
    {
        Dictionary<string, string> before = former.ToDictionary(static file => file.Path, static file => file.Content, StringComparer.Ordinal);
        Dictionary<string, string> after = current.ToDictionary(static file => file.Path, static file => file.Content, StringComparer.Ordinal);
        return new FileChanges(
            [.. current.Select(static file => file.Path).Where(path => !before.ContainsKey(path))],
            [.. current.Select(static file => file.Path).Where(path => before.TryGetValue(path, out string? digest) && digest != after[path])],
            [.. former.Select(static file => file.Path).Where(path => !after.ContainsKey(path))]);
    }
}
