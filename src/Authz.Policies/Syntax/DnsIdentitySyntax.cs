using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`certificate: {dns: name}`: a DNS SAN of a certificate without a URI SAN.</summary>
public sealed record DnsIdentitySyntax(SourceSpan Span, Located<string> Name) : IdentitySyntax(Span);
