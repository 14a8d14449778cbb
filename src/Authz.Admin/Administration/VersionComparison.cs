using Authz.Policies;
using Authz.Store.Versions;

namespace Authz.Admin.Administration;

/// <summary>Two versions side by side.</summary>
public sealed record VersionComparison(VersionRecord Before, VersionRecord After, SourceSet OldSources, SourceSet NewSources)
{
    /// <summary>As `diff -u` writes it: file after file by path, then hunks.</summary>
    public string ToText() => UnifiedDiff.Of(OldSources, NewSources);
}
