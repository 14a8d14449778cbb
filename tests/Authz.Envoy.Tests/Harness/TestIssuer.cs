using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Authz.Envoy.Tests.Harness;

/// <summary>
/// An issuer of bearer tokens, good ones and others. Cases write them as `{token FORM SUBJECT}`; the keys are made anew for
/// each run, so that no key that signs is ever kept.
/// </summary>
internal static partial class TestIssuer
{
    public const string Name = "https://idp.test";

    private const int AnHour = 3600;
    private const string Audience = "\"registry\"";

    private static readonly ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly ECDsa thief = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA rsa = RSA.Create(2048);

    // One of a kind for a whole run: a token that is sent again is the same, to the last byte.
    private static readonly ConcurrentDictionary<(string Form, string Subject), string> made = new();

    public static string Jwks
    {
        get
        {
            RSAParameters parameters = rsa.ExportParameters(false);
            return $$"""
                {"keys": [{{Jwk(own, "ec")}},
                {"kty": "RSA", "kid": "rsa", "n": "{{Encode(parameters.Modulus)}}", "e": "{{Encode(parameters.Exponent)}}"}]}
                """;
        }
    }

    public static string Jwk(ECDsa key, string kid)
    {
        ECParameters curve = key.ExportParameters(false);
        return $$"""{"kty": "EC", "crv": "P-256", "kid": "{{kid}}", "x": "{{Encode(curve.Q.X)}}", "y": "{{Encode(curve.Q.Y)}}"}""";
    }

    /// <summary>The same policies with the issuer's keys beside them, in a folder of their own.</summary>
    public static void WritePolicies(string source, string target)
    {
        foreach (string file in Directory.GetFiles(source))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        string keys = Directory.CreateDirectory(Path.Combine(target, "keys")).FullName;
        File.WriteAllText(Path.Combine(keys, "idp.json"), Jwks);
    }

    /// <summary>Headers with the tokens that they name, valid from now on.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Fill(IEnumerable<KeyValuePair<string, string>> headers) =>
        headers.Select(header => KeyValuePair.Create(header.Key, Fill(header.Value)));

    public static string Fill(string text) => TokenMark().Replace(
        text, mark => made.GetOrAdd((mark.Groups["form"].Value, mark.Groups["subject"].Value), static kind => Token(kind.Form, kind.Subject)));

    /// <summary>A good token, signed with a key that the caller has.</summary>
    public static string Token(string issuer, string subject, ECDsa key, string kid) =>
        Sign(Header("ES256", kid), Payload(subject).Replace(Name, issuer, StringComparison.Ordinal), key);

    private static string Token(string form, string subject)
    {
        string good = Payload(subject);
        string header = Header("ES256", "ec");
        return form switch
        {
            "good" => Sign(header, good, own),
            "reader" => Sign(header, good.Replace("{", "{\"scope\":\"openid records.read\",", StringComparison.Ordinal), own),
            "none" or "None" or "nOnE" => $"{Encode(Header(form, "ec"))}.{Encode(good)}.",
            "unsigned" => $"{Encode(header)}.{Encode(good)}.",
            "hmac-by-public-key" => Seal(Header("HS256", "rsa"), good),
            "stolen" => Sign(header, good, thief),
            "unknown-key" => Sign(Header("ES256", "nobody"), good, thief),
            "key-of-a-path" => Sign(Header("ES256", "../../dev/null"), good, thief),
            "key-of-another-type" => Sign(Header("ES256", "rsa"), good, own),
            "jku" or "x5u" => Sign($$"""{"alg":"ES256","kid":"ec","{{form}}":"http://127.0.0.1:1/keys"}""", good, thief),
            "jwk" => Sign($$"""{"alg":"ES256","kid":"thief","jwk":{{Jwk(thief, "thief")}}}""", good, thief),
            "expired" => Sign(header, Payload(subject, expires: -AnHour), own),
            "endless" => Sign(header, Without(good, "exp"), own),
            "early" => Sign(header, With(good, $"\"nbf\":{After(AnHour)}"), own),
            "for-others" => Sign(header, good.Replace(Audience, "\"others\"", StringComparison.Ordinal), own),
            "for-a-list-of-others" => Sign(header, good.Replace(Audience, "[\"others\",\"and-more\"]", StringComparison.Ordinal), own),
            "for-a-list" => Sign(header, good.Replace(Audience, $"[\"others\",{Audience}]", StringComparison.Ordinal), own),
            "of-another" => Sign(header, good.Replace(Name, "https://other.test", StringComparison.Ordinal), own),
            "said-twice" => Sign(header, With(good, $"\"sub\":\"{subject}\""), own),
            "aud-said-twice" => Sign(header, With(good, "\"aud\":\"others\""), own),
            _ => throw new InvalidDataException($"no token is called `{form}`"),
        };
    }

    private static string Payload(string subject, int expires = AnHour) =>
        $$"""{"iss":"{{Name}}","aud":{{Audience}},"exp":{{After(expires)}},"sub":"{{subject}}"}""";

    private static string Header(string algorithm, string kid) => $$"""{"alg":"{{algorithm}}","kid":"{{kid}}"}""";

    private static string With(string payload, string member) => payload[..^1] + "," + member + "}";

    private static string Without(string payload, string name) => Regex.Replace(payload, $"\"{name}\":[0-9]+,", "");

    private static string After(int seconds) =>
        (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);

    private static string Sign(string header, string payload, ECDsa key)
    {
        string input = $"{Encode(header)}.{Encode(payload)}";
        return $"{input}.{Encode(key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256))}";
    }

    /// <summary>With the public key as the secret, which everybody has.</summary>
    private static string Seal(string header, string payload)
    {
        string input = $"{Encode(header)}.{Encode(payload)}";
        byte[] secret = Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());
        return $"{input}.{Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input)))}";
    }

    private static string Encode(string text) => Encode(Encoding.UTF8.GetBytes(text));

    private static string Encode(byte[]? bytes) => Base64Url.EncodeToString(bytes);

    [GeneratedRegex(@"\{token (?<form>[A-Za-z0-9-]+) (?<subject>[^}]+)\}")]
    private static partial Regex TokenMark();
}
