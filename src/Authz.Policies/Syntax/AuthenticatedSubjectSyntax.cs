using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Any building block that proved who it is.</summary>
public sealed record AuthenticatedSubjectSyntax(SourceSpan Span) : SubjectSyntax(Span);
