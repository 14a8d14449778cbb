using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>The verified token that comes with a test's request.</summary>
/// <param name="Claims">One JSON object; null: it claims nothing that a condition asks for.</param>
public sealed record TestTokenSyntax(SourceSpan Span, Located<string> Issuer, Located<string>? Claims);
