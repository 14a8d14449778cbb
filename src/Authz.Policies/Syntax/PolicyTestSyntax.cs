using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

public sealed record PolicyTestSyntax(SourceSpan Span, MetadataSyntax Metadata) : DocumentSyntax(Span, Metadata)
{
    public ImmutableArray<TestCaseSyntax> Cases { get; init; } = [];
}
