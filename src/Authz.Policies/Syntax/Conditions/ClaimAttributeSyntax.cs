using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

public sealed record ClaimAttributeSyntax(SourceSpan Span, Located<string> Issuer, Located<string> Path) : AttributeSyntax(Span);
