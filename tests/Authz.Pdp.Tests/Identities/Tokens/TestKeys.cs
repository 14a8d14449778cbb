using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Authz.Pdp.Tests.Identities.Tokens;

/// <summary>An issuer's keys, made anew for each run, and what they sign.</summary>
internal static class TestKeys
{
    private static readonly Dictionary<string, RSA> RsaKeys = new()
    {
        ["rsa"] = RSA.Create(2048),
        ["other-rsa"] = RSA.Create(2048),
    };

    private static readonly Dictionary<string, ECDsa> CurveKeys = new()
    {
        ["p256"] = ECDsa.Create(ECCurve.NamedCurves.nistP256),
        ["p384"] = ECDsa.Create(ECCurve.NamedCurves.nistP384),
        ["p521"] = ECDsa.Create(ECCurve.NamedCurves.nistP521),
        ["other-p256"] = ECDsa.Create(ECCurve.NamedCurves.nistP256),
    };

    private static readonly Key Edwards = Key.Create(SignatureAlgorithm.Ed25519);

    /// <summary>All keys that the issuer has, each with its name as `kid`.</summary>
    public static string Jwks { get; } = Set("rsa", "p256", "p384", "p521", "ed");

    public static string Set(params string[] names) => $"{{\"keys\": [{string.Join(", ", names.Select(name => Jwk(name)))}]}}";

    /// <summary>Members of a JWK, behind those that the key needs.</summary>
    public static string Jwk(string name, string? more = null) => $"{{{Members(name)}, {more ?? $"\"kid\": \"{name}\""}}}";

    /// <param name="how">Name of a key, a space, and an algorithm; `none` signs nothing.</param>
    public static string Sign(string header, string payload, string how)
    {
        string input = $"{Encode(header)}.{Encode(payload)}";
        string[] parts = how.Split(' ');
        return how == "none" ? $"{input}." : $"{input}.{Base64Url.EncodeToString(Sign(Encoding.UTF8.GetBytes(input), parts[0], parts[1]))}";
    }

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static byte[] Sign(byte[] input, string key, string algorithm)
    {
        HashAlgorithmName hash = algorithm[^3..] switch
        {
            "384" => HashAlgorithmName.SHA384,
            "512" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
        return algorithm[..2] switch
        {
            "RS" => RsaKeys[key].SignData(input, hash, RSASignaturePadding.Pkcs1),
            "PS" => RsaKeys[key].SignData(input, hash, RSASignaturePadding.Pss),
            "ES" => CurveKeys[key].SignData(input, hash),

            // With the public key as the secret, which everybody has.
            "HS" => HMACSHA256.HashData(RsaKeys[key].ExportSubjectPublicKeyInfo(), input),
            _ => SignatureAlgorithm.Ed25519.Sign(Edwards, input),
        };
    }

    private static string Members(string name)
    {
        if (name == "ed")
        {
            return $"\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"{Text(Edwards.PublicKey.Export(KeyBlobFormat.RawPublicKey))}\"";
        }

        if (RsaKeys.TryGetValue(name, out RSA? rsa))
        {
            RSAParameters parameters = rsa.ExportParameters(false);
            return $"\"kty\": \"RSA\", \"n\": \"{Text(parameters.Modulus)}\", \"e\": \"{Text(parameters.Exponent)}\"";
        }

        ECParameters curve = CurveKeys[name].ExportParameters(false);
        return $"\"kty\": \"EC\", \"crv\": \"P-{name[^3..]}\", \"x\": \"{Text(curve.Q.X)}\", \"y\": \"{Text(curve.Q.Y)}\"";
    }

    private static string Text(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
