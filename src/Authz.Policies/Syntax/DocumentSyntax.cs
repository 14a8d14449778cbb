using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>One YAML document of a known kind, as its author wrote it: nothing resolved, every value with its place.</summary>
public abstract record DocumentSyntax(SourceSpan Span, MetadataSyntax Metadata)
{
    public Located<string> Name => Metadata.Name;

    /// <summary>An error was reported within it: parts may be missing, and names that name them do not resolve.</summary>
    public bool HasErrors { get; init; }
}
