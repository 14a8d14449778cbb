using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Admin.Callers;

/// <summary>Callers by JSON Web Tokens of one issuer, for this audience, by keys of a file; a claim lists their roles.</summary>
public sealed class JwtCallers : IAdminCredentials
{
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(60);

    // Only keys that come in pairs: whoever can verify must not be able to sign.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters parameters;
    private readonly string rolesClaim;

    /// <param name="jwks">A JSON Web Key Set (RFC 7517).</param>
    /// <exception cref="AdminSetupException">It holds no key that verifies.</exception>
    public JwtCallers(string issuer, string audience, string jwks, string rolesClaim, TimeProvider clock)
    {
        this.rolesClaim = rolesClaim;
        IList<SecurityKey> keys;
        try
        {
            keys = new JsonWebKeySet(jwks).GetSigningKeys();
        }
        catch (ArgumentException failure)
        {
            throw new AdminSetupException($"the keys of the admin API are no JSON Web Key Set: {failure.Message}", failure);
        }

        if (keys.Count == 0 || keys.Any(static key => key is SymmetricSecurityKey or JsonWebKey { Kty: JsonWebAlgorithmsKeyTypes.Octet }))
        {
            throw new AdminSetupException("the keys of the admin API hold a symmetric key, or none at all: give public keys");
        }

        parameters = new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            IssuerSigningKeys = keys,
            ValidAlgorithms = Algorithms,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = Leeway,
            NameClaimType = JwtRegisteredClaimNames.Sub,
            LifetimeValidator = (from, until, _, _) =>
                until is { } end && end + Leeway > clock.GetUtcNow().UtcDateTime && (from is not { } start || start - Leeway <= clock.GetUtcNow().UtcDateTime),
        };
    }

    public bool IsForNetwork => true;

    public bool IsCostly => true;

    public async ValueTask<AdminCaller?> FindAsync(HttpContext context)
    {
        if (BearerHeader.Read(context.Request) is not { } token)
        {
            return null;
        }

        TokenValidationResult result = await handler.ValidateTokenAsync(token, parameters).ConfigureAwait(false);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken read || string.IsNullOrEmpty(read.Subject) || read.Subject.Any(char.IsControl))
        {
            return null;
        }

        // An object comes as its text, in which a word is no role.
        AdminRoles roles = AdminRoles.None;
        foreach (string word in result.ClaimsIdentity.FindAll(rolesClaim).Where(static claim => claim.ValueType == ClaimValueTypes.String).SelectMany(static claim => claim.Value.Split(' ')))
        {
            roles |= RoleWords.Parse(word);
        }

        return new AdminCaller(read.Subject, roles);
    }
}
