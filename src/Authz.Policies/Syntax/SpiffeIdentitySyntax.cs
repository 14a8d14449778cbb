using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`spiffe: spiffe://trust.domain/path`: the only URI SAN of the caller's certificate.</summary>
public sealed record SpiffeIdentitySyntax(SourceSpan Span, Located<string> Id) : IdentitySyntax(Span);
