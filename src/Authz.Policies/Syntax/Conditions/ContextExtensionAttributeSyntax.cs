using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

public sealed record ContextExtensionAttributeSyntax(SourceSpan Span, Located<string> Name) : AttributeSyntax(Span);
