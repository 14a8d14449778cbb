using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>What is called.</summary>
public abstract record ResourceSyntax(SourceSpan Span);
