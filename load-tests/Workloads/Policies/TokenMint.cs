using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Workloads.Policies;

/// <summary>
/// An issuer whose key comes from the seed. INVARIANT: for load tests only. Its private key can be computed by everybody,
/// and its signatures take their nonce from the message in a way of its own, so that a workload is the same each time.
/// </summary>
public sealed class TokenMint : IDisposable
{
    public const string IssuerName = "idp";
    public const string Issuer = "https://idp.gov.example";
    public const string Audience = "blocks";

    // The year 2100: a workload does not spoil.
    private const long Expires = 4_102_444_800;
    private const int ScalarBytes = 32;

    private static readonly BigInteger order = BigInteger.Parse(
        "115792089210356248762697446949407573529996955224135760342422259061068512044369", System.Globalization.CultureInfo.InvariantCulture);

    private readonly byte[] privateKey;
    private readonly ECDsa key;

    public TokenMint(int seed)
    {
        privateKey = SHA256.HashData(Encoding.ASCII.GetBytes($"load test issuer {seed}"));
        key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = privateKey });
    }

    public string Jwks
    {
        get
        {
            ECPoint point = key.ExportParameters(false).Q;
            return $"{{\"keys\": [{{\"kty\": \"EC\", \"crv\": \"P-256\", \"kid\": \"load-1\", \"use\": \"sig\", \"x\": \"{Encode(point.X)}\", \"y\": \"{Encode(point.Y)}\"}}]}}\n";
        }
    }

    /// <param name="id">Its `jti`: another one makes another token.</param>
    public string TokenOf(int block, long id)
    {
        string header = Encode("{\"alg\":\"ES256\",\"kid\":\"load-1\",\"typ\":\"JWT\"}"u8);
        string payload = Encode(Encoding.UTF8.GetBytes(
            $"{{\"iss\":\"{Issuer}\",\"aud\":\"{Audience}\",\"sub\":\"{PolicyWorld.BlockName(block)}\",\"exp\":{Expires},"
            + $"\"iat\":1767225600,\"jti\":\"{id:x16}\",\"scope\":\"records.read records.write\"}}"));
        string signed = $"{header}.{payload}";
        return $"{signed}.{Encode(Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>A token that differs from a good one in its signature alone.</summary>
    public string BadTokenOf(int block, long id)
    {
        string good = TokenOf(block, id);
        int dot = good.LastIndexOf('.');
        byte[] signature = Base64Url.DecodeFromChars(good.AsSpan(dot + 1));
        signature[^1] ^= 1;
        return $"{good[..dot]}.{Encode(signature)}";
    }

    public void Dispose() => key.Dispose();

    // FIPS 186-5, 6.4.1, with a nonce that depends on key and message: the class library's own signatures differ each time.
    private byte[] Sign(byte[] message)
    {
        var nonce = new BigInteger(HMACSHA256.HashData(privateKey, message), isUnsigned: true, isBigEndian: true) % order;
        using var point = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Scalar(nonce) });
        var r = new BigInteger(point.ExportParameters(false).Q.X, isUnsigned: true, isBigEndian: true) % order;
        var hash = new BigInteger(SHA256.HashData(message), isUnsigned: true, isBigEndian: true);
        var d = new BigInteger(privateKey, isUnsigned: true, isBigEndian: true);
        BigInteger s = BigInteger.ModPow(nonce, order - 2, order) * (hash + (r * d)) % order;
        return [.. Scalar(r), .. Scalar(s)];
    }

    private static byte[] Scalar(BigInteger value)
    {
        var bytes = new byte[ScalarBytes];
        byte[] significant = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        significant.CopyTo(bytes, ScalarBytes - significant.Length);
        return bytes;
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
