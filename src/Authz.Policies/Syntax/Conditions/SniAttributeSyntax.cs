using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

public sealed record SniAttributeSyntax(SourceSpan Span) : AttributeSyntax(Span);
