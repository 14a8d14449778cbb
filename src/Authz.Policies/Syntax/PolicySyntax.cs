using System.Collections.Immutable;

namespace Authz.Policies.Syntax;

/// <summary>All documents of a set, in the order of their files and places.</summary>
/// <param name="HasUnreadableFile">A file was not YAML: names that do not resolve may stand in it.</param>
public sealed record PolicySyntax(ImmutableArray<DocumentSyntax> Documents, bool HasUnreadableFile)
{
    /// <summary>Where the documents came from: some name other files beside them.</summary>
    public SourceSet Sources { get; init; } = SourceSet.Of([]);
}
