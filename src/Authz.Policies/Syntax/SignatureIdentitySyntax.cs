using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax;

/// <summary>`hmac: {keyId: …, secretFile: …}`: an HTTP message signature (RFC 9421) made with a shared secret.</summary>
public sealed record SignatureIdentitySyntax(
    SourceSpan Span, Located<string> KeyId, Located<string> SecretFile) : IdentitySyntax(Span)
{
    /// <summary>How long after it was made a signature is taken.</summary>
    public Located<TimeSpan>? MaxAge { get; init; }

    /// <summary>Headers that a signature must cover beside what each must.</summary>
    public ImmutableArray<Located<string>> Components { get; init; } = [];
}
