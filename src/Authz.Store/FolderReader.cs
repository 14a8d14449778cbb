using System.Collections.Immutable;
using Authz.Policies;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>
/// Reads a folder into a set: every *.yaml, *.yml and *.json in it, by its path with forward slashes, and `policies.lock`.
/// Hidden files and folders are left out. Links are followed, as Kubernetes lays out a ConfigMap, as long as they stay inside.
/// </summary>
public sealed class FolderReader(FolderLimits limits)
{
    private readonly FileContents contents = new();

    public FolderReader()
        : this(FolderLimits.Default)
    {
    }

    /// <summary>Never throws for what is on the disk: what is wrong becomes a fault of the listing.</summary>
    public FolderListing Read(string folder)
    {
        var walk = new FolderWalk(folder, limits, contents);
        walk.Run();
        contents.Keep(walk.Files);
        if (walk.Faults.Count == 0 && !walk.Files.Keys.Any(SourceFile.IsYaml))
        {
            walk.Faults.Add(StoreDiagnostics.FolderEmpty(folder));
        }

        ImmutableArray<Diagnostic> faults = [.. walk.Faults];
        return new FolderListing(folder, SourceSet.Of(walk.Files), walk.Lock, faults);
    }
}
