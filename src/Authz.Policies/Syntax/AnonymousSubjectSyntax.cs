using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>A caller that no identity proves.</summary>
public sealed record AnonymousSubjectSyntax(SourceSpan Span) : SubjectSyntax(Span);
