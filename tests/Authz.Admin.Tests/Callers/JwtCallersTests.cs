using System.Security.Cryptography;
using Authz.Admin.Callers;
using Authz.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Admin.Tests.Callers;

public sealed class JwtCallersTests : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ManualTimeProvider clock = new();

    [Fact]
    public async Task A_good_token_names_its_caller_and_roles() => Assert.Equal(
        new AdminCaller("ann", AdminRoles.Author | AdminRoles.Viewer), await FindAsync(_ => { }));

    [Fact]
    public async Task Roles_that_nobody_knows_are_none() => Assert.Equal(
        new AdminCaller("ann", AdminRoles.None), await FindAsync(token => token.Claims["roles"] = "admin root"));

    [Fact]
    public async Task Roles_are_texts_and_not_words_within_something_else()
    {
        Assert.Equal(AdminRoles.None, (await FindAsync(token => token.Claims["roles"] = new Dictionary<string, object> { ["note"] = "no author any more" }))?.Roles);
        Assert.Equal(AdminRoles.Author | AdminRoles.Viewer, (await FindAsync(token => token.Claims["roles"] = "viewer author"))?.Roles);
    }

    [Fact]
    public async Task A_token_that_is_not_for_this_API_is_nobodys()
    {
        Assert.Null(await FindAsync(token => token.Issuer = "https://other.example"));
        Assert.Null(await FindAsync(token => token.Audience = "other"));
        Assert.Null(await FindAsync(token => token.Expires = clock.GetUtcNow().UtcDateTime.AddMinutes(-2)));
        Assert.Null(await FindAsync(token => token.Expires = null));
        Assert.Null(await FindAsync(token => token.NotBefore = clock.GetUtcNow().UtcDateTime.AddMinutes(2)));
        Assert.Null(await FindAsync(token => token.SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(other), SecurityAlgorithms.EcdsaSha256)));
        Assert.Null(await FindAsync(token => token.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(key.ExportSubjectPublicKeyInfo()), SecurityAlgorithms.HmacSha256)));
        Assert.Null(await FindAsync(token => token.SigningCredentials = null));
        Assert.Null(await FindAsync(token => token.Claims.Remove("sub")));
        Assert.Null(await FindAsync(token => token.Claims["sub"] = "ann\nroot"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}""")]
    public void Keys_that_verify_nothing_or_could_sign_stop_the_start(string jwks) =>
        Assert.Throws<AdminSetupException>(() => new JwtCallers("https://issuer.example", "authz", jwks, "roles", clock));

    public void Dispose()
    {
        key.Dispose();
        other.Dispose();
    }

    private async Task<AdminCaller?> FindAsync(Action<SecurityTokenDescriptor> change)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = $"Bearer {SignedTokens.Create(key, clock, change)}";
        return await SignedTokens.Callers(key, clock).FindAsync(context);
    }
}
