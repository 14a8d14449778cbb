using System.Security.Cryptography;
using Authz.Admin.Callers;
using Authz.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Admin.Tests.Callers;

/// <summary>Tokens of one issuer, and who knows them.</summary>
internal static class SignedTokens
{
    private const string Issuer = "https://issuer.example";
    private const string Audience = "authz";

    public static JwtCallers Callers(ECDsa key, TimeProvider clock)
    {
        JsonWebKey known = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(key.ExportParameters(false))));
        string jwks = $$"""{"keys":[{"kty":"EC","crv":"P-256","x":"{{known.X}}","y":"{{known.Y}}"}]}""";
        return new JwtCallers(Issuer, Audience, jwks, "roles", clock);
    }

    /// <summary>Of ann, who is an author and a viewer, unless it is changed.</summary>
    public static string Create(ECDsa key, ManualTimeProvider clock, Action<SecurityTokenDescriptor>? change = null)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Claims = new Dictionary<string, object> { ["sub"] = "ann", ["roles"] = (string[])["author", "viewer"] },
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }
}
