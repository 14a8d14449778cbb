using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record AccessPolicySyntax(SourceSpan Span, MetadataSyntax Metadata) : DocumentSyntax(Span, Metadata)
{
    public Located<string>? Description { get; init; }

    public Located<string>? LegalBasis { get; init; }

    public ValiditySyntax? Validity { get; init; }

    public Located<PolicyMode>? Mode { get; init; }

    public ImmutableArray<SubjectSyntax> Subjects { get; init; } = [];

    public ImmutableArray<ResourceSyntax> Resources { get; init; } = [];

    /// <summary>Whether every rule that is written has become one of <see cref="Rules"/>.</summary>
    public bool RulesAreWhole { get; init; }

    public ImmutableArray<RuleSyntax> Rules { get; init; } = [];
}
