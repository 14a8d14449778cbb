using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

public sealed record SourceAddressAttributeSyntax(SourceSpan Span) : AttributeSyntax(Span);
