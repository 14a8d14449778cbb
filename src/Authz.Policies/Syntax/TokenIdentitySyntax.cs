using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`jwt: {issuer: …, claims: {…}}`: a token of that issuer in which these claims are exactly these texts.</summary>
public sealed record TokenIdentitySyntax(
    SourceSpan Span, Located<string> Issuer, ImmutableArray<ClaimSyntax> Claims) : IdentitySyntax(Span);
