using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Envoy.Tests.Identities;

/// <summary>A request that `hospital` signs (RFC 9421), as its own library would: written from the RFC, and from nothing of ours.</summary>
internal sealed record SignedRequest(string Method, string Path)
{
    public const string Purpose = "care";

    /// <summary>The headers to send: what is signed, and the signature.</summary>
    public KeyValuePair<string, string>[] Headers()
    {
        long created = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

        // The nonce makes two signatures of one second two signatures.
        string parameters = string.Create(
            CultureInfo.InvariantCulture,
            $"(\"@method\" \"@authority\" \"@path\" \"x-purpose\");created={created};keyid=\"hospital-1\";alg=\"hmac-sha256\";nonce=\"{Guid.NewGuid()}\"");
        string text = $"\"@method\": {Method}\n\"@authority\": {IdentityDeployment.Host}\n\"@path\": {Path}\n"
            + $"\"x-purpose\": {Purpose}\n\"@signature-params\": {parameters}";
        byte[] signature = HMACSHA256.HashData(
            Encoding.ASCII.GetBytes(IdentityDeployment.Secret), Encoding.ASCII.GetBytes(text));
        return
        [
            new("x-purpose", Purpose),
            new("signature-input", $"sig1={parameters}"),
            new("signature", $"sig1=:{Convert.ToBase64String(signature)}:"),
        ];
    }
}
