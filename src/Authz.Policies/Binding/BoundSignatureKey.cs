using System.Collections.Immutable;

namespace Authz.Policies.Binding;

/// <summary>`hmac`: an RFC 9421 signature by `hmac-sha256` with this key names the block.</summary>
/// <param name="KeyId">The signature's `keyid`.</param>
/// <param name="SecretFile">Where the service finds the secret; secrets are no part of a version.</param>
/// <param name="MaxAge">How long after `created` a signature is taken.</param>
/// <param name="Components">Header fields that must be covered beside those that always must, in lower case.</param>
public sealed record BoundSignatureKey(string KeyId, string SecretFile, TimeSpan MaxAge, ImmutableArray<string> Components)
{
    public static readonly TimeSpan DefaultMaxAge = TimeSpan.FromSeconds(60);
}
