using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

public sealed record BodyAttributeSyntax(SourceSpan Span, Located<string> JsonPointer) : AttributeSyntax(Span);
