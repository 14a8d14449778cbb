using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Authz.Policies.Binding;
using Authz.Policies.Syntax;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>One public key, with a verifier at hand for each algorithm that is its own, and for no other.</summary>
internal sealed class TokenKey : ICryptoProvider
{
    private readonly FrozenDictionary<string, SignatureProvider> verifiers;

    private TokenKey(PublicJsonWebKey key)
    {
        Id = key.Id;
        SecurityKey = SecurityKeyOf(key);
        verifiers = key.Algorithms.ToFrozenDictionary(algorithm => algorithm.ToString(), Verifier, StringComparer.Ordinal);
        SecurityKey.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false, CustomCryptoProvider = this };
    }

    public string? Id { get; }

    public SecurityKey SecurityKey { get; }

    /// <summary>Null: the machine's cryptography refuses it.</summary>
    public static TokenKey? Create(PublicJsonWebKey key)
    {
        try
        {
            return new TokenKey(key);
        }
        catch (Exception fault) when (
            fault is CryptographicException or ArgumentException or FormatException or NotSupportedException or InvalidOperationException
                or TypeInitializationException or DllNotFoundException)
        {
            return null;
        }
    }

    public bool CanVerify(TokenAlgorithm algorithm) => verifiers.ContainsKey(algorithm.ToString());

    /// <summary>Asked by the library, which may ask for others: what is not here, it does not get.</summary>
    public bool IsSupportedAlgorithm(string algorithm, params object[] args) => verifiers.ContainsKey(algorithm);

    public object Create(string algorithm, params object[] args) => verifiers[algorithm];

    /// <summary>The verifier stays for the next token.</summary>
    public void Release(object cryptoInstance)
    {
    }

    private SignatureProvider Verifier(TokenAlgorithm algorithm) => SecurityKey is Ed25519SecurityKey key
        ? new Ed25519Verifier(key)
        : new AsymmetricSignatureProvider(SecurityKey, algorithm.ToString(), willCreateSignatures: false);

    private static SecurityKey SecurityKeyOf(PublicJsonWebKey key) => key switch
    {
        { Curve: null } => new RsaSecurityKey(
            new RSAParameters { Modulus = key.Modulus.ToArray(), Exponent = key.Exponent.ToArray() }),
        { Curve: "Ed25519" } => new Ed25519SecurityKey(key.X.Span),
        _ => new Microsoft.IdentityModel.Tokens.JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = key.Curve,
            X = Base64Url.EncodeToString(key.X.Span),
            Y = Base64Url.EncodeToString(key.Y.Span),
        },
    };
}
