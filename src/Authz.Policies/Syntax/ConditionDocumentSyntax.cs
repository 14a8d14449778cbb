using System.Collections.Immutable;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`kind: Condition`: conditions that rules name by `use`; all of them must hold.</summary>
public sealed record ConditionDocumentSyntax(SourceSpan Span, MetadataSyntax Metadata) : DocumentSyntax(Span, Metadata)
{
    public ImmutableArray<ConditionSyntax> When { get; init; } = [];
}
