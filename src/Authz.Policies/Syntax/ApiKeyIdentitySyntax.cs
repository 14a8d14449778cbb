using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`apiKey: {id: …, sha256: …, header: …}`: a key in a header, declared by its digest.</summary>
public sealed record ApiKeyIdentitySyntax(
    SourceSpan Span, Located<string> Id, Located<string> Digest, Located<string> Header) : IdentitySyntax(Span);
