using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Building blocks by name, by label selector, or both (then the union).</summary>
public sealed record GroupSyntax(SourceSpan Span, MetadataSyntax Metadata) : DocumentSyntax(Span, Metadata)
{
    public ImmutableArray<Located<string>> Members { get; init; } = [];

    /// <summary>`selector: {labels: {key: value}}`: blocks that carry every label.</summary>
    public ImmutableArray<LabelSyntax> Selector { get; init; } = [];
}
