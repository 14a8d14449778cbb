using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>What of a request a condition looks at.</summary>
public abstract record AttributeSyntax(SourceSpan Span);
