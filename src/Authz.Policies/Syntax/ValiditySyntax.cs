using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>In force while `from` ≤ t &lt; `until`.</summary>
public sealed record ValiditySyntax(SourceSpan Span, Located<DateTimeOffset>? From, Located<DateTimeOffset>? Until);
