using System.Buffers.Text;
using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using Authz.Policies.Syntax;

namespace Authz.Policies.Binding;

/// <summary>One key of a JWK set (RFC 7517, 7518 §6, 8037), judged without making a key of it.</summary>
internal static class JsonWebKey
{
    private const int RsaBitsMin = 2048;
    private const int RsaBitsMax = 16384;
    private const int ExponentBitsMax = 64;
    private const int Ed25519Bytes = 32;

    private static readonly string[] SecretMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>The member that makes it a key which signs; null: it only verifies, or is no key at all.</summary>
    public static string? SecretOf(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return Array.Find(SecretMembers, member => key.TryGetProperty(member, out _))
            ?? (TextOf(key, "kty") == "oct" ? "kty" : null);
    }

    /// <summary>What is wrong, as the end of a sentence; null: nothing, or it is of a type that is not for us.</summary>
    public static string? FaultOf(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || TextOf(key, "kty") is not { } type)
        {
            return "has no `kty`";
        }

        return type switch
        {
            "RSA" => FaultOfRsa(key),
            "EC" => FaultOfCurve(key),
            "OKP" => TextOf(key, "crv") == "Ed25519" && BytesOf(key, "x") is not { Length: Ed25519Bytes }
                ? $"has no `x` of {Ed25519Bytes} bytes"
                : null,
            _ => null,
        };
    }

    /// <summary>A key without a fault; null: it verifies nothing that is known here.</summary>
    public static PublicJsonWebKey? Read(JsonElement key)
    {
        ImmutableArray<TokenAlgorithm> algorithms = [.. Enum.GetValues<TokenAlgorithm>().Where(algorithm => CanVerify(key, algorithm))];
        bool isRsa = TextOf(key, "kty") == "RSA";
        return algorithms.IsEmpty ? null : new PublicJsonWebKey
        {
            Id = TextOf(key, "kid"),
            Algorithms = algorithms,
            Modulus = isRsa ? BytesOf(key, "n") : default,
            Exponent = isRsa ? BytesOf(key, "e") : default,
            Curve = isRsa ? null : TextOf(key, "crv"),
            X = isRsa ? default : BytesOf(key, "x"),
            Y = isRsa ? default : BytesOf(key, "y"),
        };
    }

    private static bool CanVerify(JsonElement key, TokenAlgorithm algorithm)
    {
        bool isForSignatures = IsAbsentOr(key, "use", "sig")
            && IsAbsentOr(key, "alg", algorithm.ToString())
            && (!key.TryGetProperty("key_ops", out JsonElement operations) || Names(operations, "verify"));
        (string type, string? curve) = algorithm switch
        {
            TokenAlgorithm.RS256 or TokenAlgorithm.RS384 or TokenAlgorithm.RS512
                or TokenAlgorithm.PS256 or TokenAlgorithm.PS384 or TokenAlgorithm.PS512 => ("RSA", null),
            TokenAlgorithm.ES256 => ("EC", "P-256"),
            TokenAlgorithm.ES384 => ("EC", "P-384"),
            TokenAlgorithm.ES512 => ("EC", "P-521"),
            TokenAlgorithm.EdDSA => ("OKP", "Ed25519"),
        };
        return isForSignatures
            && TextOf(key, "kty") == type
            && (curve is null || TextOf(key, "crv") == curve);
    }

    private static string? FaultOfRsa(JsonElement key)
    {
        if (BytesOf(key, "n") is not { } modulus || BytesOf(key, "e") is not { Length: > 0 } exponent)
        {
            return "has no `n` or `e` in base64url";
        }

        long bits = BitsOf(modulus);
        if (bits is < RsaBitsMin or > RsaBitsMax)
        {
            return $"has {bits} bits; RSA keys have from {RsaBitsMin} to {RsaBitsMax}";
        }

        // An exponent of one would make every text its own signature.
        var number = new BigInteger(exponent, isUnsigned: true, isBigEndian: true);
        return number < 3 || number.IsEven || number.GetBitLength() > ExponentBitsMax ? "has an exponent `e` that no RSA key has" : null;
    }

    private static string? FaultOfCurve(JsonElement key)
    {
        if (CurvePoint.Of(TextOf(key, "crv")) is not { } curve)
        {
            return null;
        }

        if (BytesOf(key, "x") is not { } x || x.Length != curve.Size || BytesOf(key, "y") is not { } y || y.Length != curve.Size)
        {
            return $"has no `x` and `y` of {curve.Size} bytes";
        }

        return curve.IsOnCurve(x, y) ? null : "has a point that is not on its curve";
    }

    private static bool IsAbsentOr(JsonElement key, string member, string text) =>
        !key.TryGetProperty(member, out JsonElement value) || (value.ValueKind == JsonValueKind.String && value.ValueEquals(text));

    private static bool Names(JsonElement list, string name) =>
        list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(name));

    private static long BitsOf(byte[] number) => new BigInteger(number, isUnsigned: true, isBigEndian: true).GetBitLength();

    private static string? TextOf(JsonElement key, string member) =>
        key.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static byte[]? BytesOf(JsonElement key, string member)
    {
        string? text = TextOf(key, member);
        return text is not null && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
    }
}
