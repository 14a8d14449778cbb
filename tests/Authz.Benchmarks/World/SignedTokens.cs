using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Authz.Benchmarks.World;

/// <summary>An issuer with a key for each algorithm, made anew for each run.</summary>
internal sealed class SignedTokens : IDisposable
{
    public const string Issuer = "https://idp.scale.gov";
    public const string Audience = "registry";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Key edwards = Key.Create(SignatureAlgorithm.Ed25519);

    public string Jwks
    {
        get
        {
            RSAParameters key = rsa.ExportParameters(false);
            ECParameters point = curve.ExportParameters(false);
            return $$"""
                {"keys": [
                  {"kid": "RS256", "kty": "RSA", "n": "{{Encode(key.Modulus)}}", "e": "{{Encode(key.Exponent)}}"},
                  {"kid": "ES256", "kty": "EC", "crv": "P-256", "x": "{{Encode(point.Q.X)}}", "y": "{{Encode(point.Q.Y)}}"},
                  {"kid": "EdDSA", "kty": "OKP", "crv": "Ed25519", "x": "{{Encode(edwards.PublicKey.Export(KeyBlobFormat.RawPublicKey))}}"}
                ]}
                """;
        }
    }

    public string Sign(string algorithm, string subject, DateTimeOffset expires)
    {
        string header = $"{{\"alg\":\"{algorithm}\",\"kid\":\"{algorithm}\",\"typ\":\"JWT\"}}";
        string seconds = expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string payload = $"{{\"iss\":\"{Issuer}\",\"aud\":\"{Audience}\",\"exp\":{seconds},\"sub\":\"{subject}\",\"client_id\":\"{subject}\",\"scope\":\"records:read\"}}";
        string input = $"{Encode(Encoding.UTF8.GetBytes(header))}.{Encode(Encoding.UTF8.GetBytes(payload))}";
        byte[] bytes = Encoding.ASCII.GetBytes(input);
        byte[] signature = algorithm switch
        {
            "RS256" => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "ES256" => curve.SignData(bytes, HashAlgorithmName.SHA256),
            _ => SignatureAlgorithm.Ed25519.Sign(edwards, bytes),
        };
        return $"{input}.{Encode(signature)}";
    }

    public void Dispose()
    {
        rsa.Dispose();
        curve.Dispose();
        edwards.Dispose();
    }

    private static string Encode(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
