using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Conditions;

public sealed record MetadataAttributeSyntax(SourceSpan Span, Located<string> Filter, Located<string> JsonPointer) : AttributeSyntax(Span);
