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
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.AAAA")]
    [InlineData("W10.W10.AAAA")]
    [InlineData("eyJhbGciOjF9.e30.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImtpZCI6e319.e30.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImNyaXQiOlsieCJdfQ.e30.AAAA")]
    public async Task What_is_no_token_is_nobodys_and_no_fault(string token) => Assert.Null(await LookAsync(token));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_token_that_was_changed_is_nobodys_and_no_fault(int seed)
    {
        var random = new Random(seed);
        string good = SignedTokens.Create(key, clock);
        for (int i = 0; i < 300; i++)
        {
            char[] token = good.ToCharArray();
            int place = random.Next(token.Length - 1);
            token[place] = (char)random.Next(0x21, 0x7f);
            string changed = random.Next(4) == 0 ? new string(token)[..place] : new string(token);
            Assert.True(changed == good || await LookAsync(changed) is null, changed);
        }
    }

    [Fact]
    public async Task A_signed_token_of_strange_claims_names_nobody_and_is_no_fault()
    {
        foreach (object strange in (object[])[1, -1.5, true, "", new string[] { "ann", "bob" }, new Dictionary<string, object> { ["name"] = "ann" }])
        {
            AdminCaller? caller = await FindAsync(token => token.Claims["sub"] = strange);
            Assert.True(caller is null || caller.Name != "ann", $"{strange} is {caller}");
            Assert.Equal(AdminRoles.None, (await FindAsync(token => token.Claims["roles"] = strange))?.Roles);
            Assert.Null(await FindAsync(token =>
            {
                token.Expires = null;
                token.Claims["exp"] = strange;
            }));
        }
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

    private Task<AdminCaller?> FindAsync(Action<SecurityTokenDescriptor> change) => LookAsync(SignedTokens.Create(key, clock, change));

    private async Task<AdminCaller?> LookAsync(string token)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = $"Bearer {token}";
        return await SignedTokens.Callers(key, clock).FindAsync(context);
    }
}
