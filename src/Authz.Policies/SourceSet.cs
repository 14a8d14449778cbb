using System.Collections.Immutable;

namespace Authz.Policies;

/// <summary>The input of everything here: files by path, as bytes. Whoever reads the disk makes one.</summary>
/// <param name="Files">Path relative to the root of the set, with forward slashes, to the file's bytes.</param>
public sealed record SourceSet(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Files)
{
    public static SourceSet Of(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files) =>
        new(files.ToImmutableSortedDictionary(StringComparer.Ordinal));
}
