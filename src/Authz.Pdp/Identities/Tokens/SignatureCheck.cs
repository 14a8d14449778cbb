using System.Collections.Immutable;
using System.Text;
using Authz.Policies.Binding;
using Authz.Policies.Syntax;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// Asks the library whether a token is signed by one of the keys at hand. All that can be said of a token without its
/// signature was found by us before; the library looks again at issuer, audience and algorithm, and must agree.
/// </summary>
internal static class SignatureCheck
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    public static bool IsSigned(
        ReadOnlySpan<byte> token, BoundIssuer issuer, TokenAlgorithm algorithm, ImmutableArray<TokenKey> candidates)
    {
        SecurityKey[] keys = [.. candidates.Select(key => key.SecurityKey)];
        var parameters = new TokenValidationParameters
        {
            ValidIssuer = issuer.Issuer,
            ValidAudiences = issuer.Audiences,
            ValidAlgorithms = [algorithm.ToString()],
            IssuerSigningKeyResolver = (_, _, _, _) => keys,
            TryAllIssuerSigningKeys = false,
            IgnoreTrailingSlashWhenValidatingAudience = false,

            // Times are ours: they are looked at in every check, of a token that was verified before, too.
            ValidateLifetime = false,
        };

        // With keys at hand it has nothing to wait for. If it ever had, the token would not be verified.
        var validation = Handler.ValidateTokenAsync(Encoding.ASCII.GetString(token), parameters);
        return validation.IsCompletedSuccessfully && validation.Result.IsValid;
    }
}
