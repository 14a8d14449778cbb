using Microsoft.IdentityModel.Tokens;
using NSec.Cryptography;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>`EdDSA` for the token library, through libsodium. It signs nothing.</summary>
internal sealed class Ed25519Verifier(Ed25519SecurityKey key) : SignatureProvider(key, nameof(Policies.Syntax.TokenAlgorithm.EdDSA))
{
    public override byte[] Sign(byte[] input) => throw new NotSupportedException("the key only verifies");

    public override bool Verify(byte[] input, byte[] signature) => Verify((ReadOnlySpan<byte>)input, signature);

    public override bool Verify(
        byte[] input, int inputOffset, int inputLength, byte[] signature, int signatureOffset, int signatureLength) =>
        Verify(input.AsSpan(inputOffset, inputLength), signature.AsSpan(signatureOffset, signatureLength));

    // Nothing to let go: the key is the set's.
    protected override void Dispose(bool disposing)
    {
    }

    private bool Verify(ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        SignatureAlgorithm.Ed25519.Verify(key.PublicKey, input, signature);
}
