using Microsoft.IdentityModel.Tokens;
using NSec.Cryptography;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>A key of RFC 8037, which the token library does not know.</summary>
internal sealed class Ed25519SecurityKey : SecurityKey
{
    public Ed25519SecurityKey(ReadOnlySpan<byte> key) =>
        PublicKey = PublicKey.Import(SignatureAlgorithm.Ed25519, key, KeyBlobFormat.RawPublicKey);

    public PublicKey PublicKey { get; }

    public override int KeySize => PublicKey.Size * 8;
}
