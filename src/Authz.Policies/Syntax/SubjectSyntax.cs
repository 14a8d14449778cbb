using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>Who calls.</summary>
public abstract record SubjectSyntax(SourceSpan Span);
