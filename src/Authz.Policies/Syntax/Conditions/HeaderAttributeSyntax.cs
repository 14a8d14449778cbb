using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

public sealed record HeaderAttributeSyntax(SourceSpan Span, Located<string> Name) : AttributeSyntax(Span);
