using System.Text;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies;
using Authz.Policies.Syntax;

namespace Authz.Pdp.Tests.Identities.Tokens;

public sealed class TokenKeySetTests
{
    private const string Symmetric = "{\"keys\": [{\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}]}";

    [Fact]
    public void Keys_of_every_kind_are_taken()
    {
        TokenKeySetResult result = Read(TestKeys.Jwks);

        Assert.Empty(result.Faults);
        Assert.Equal(5, result.Keys?.Count);
        Assert.Equal(DateTimeOffset.UnixEpoch, result.Keys?.FetchedAt);
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("<html>", "is not JSON")]
    [InlineData("[]", "has no list `keys`")]
    [InlineData("{\"keys\": []}", "has no list `keys`")]
    [InlineData("{\"keys\": {}}", "has no list `keys`")]
    [InlineData("{\"keys\": [], \"keys\": []}", "names something twice")]
    [InlineData(Symmetric, "key 1 one that can sign")]
    [InlineData("{\"keys\": [{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"AA\", \"y\": \"AA\"}]}", "has no `x` and `y` of 32 bytes")]
    [InlineData("{\"keys\": [7]}", "has no `kty`")]
    public void A_text_that_is_no_set_says_why(string text, string fault)
    {
        TokenKeySetResult result = Read(text);

        Assert.Null(result.Keys);
        Assert.Contains(fault, Assert.Single(result.Faults));
    }

    [Fact]
    public void One_key_that_signs_refuses_all()
    {
        string keys = TestKeys.Jwks.Replace("]}", ", {\"kty\": \"EC\", \"d\": \"AA\"}]}", StringComparison.Ordinal);

        Assert.Null(Read(keys).Keys);
    }

    [Theory]
    [InlineData("\"use\": \"sig\"", true)]
    [InlineData("\"use\": \"enc\"", false)]
    [InlineData("\"use\": [\"sig\"]", false)]
    [InlineData("\"alg\": \"RS256\"", true)]
    [InlineData("\"alg\": \"PS256\"", false)]
    [InlineData("\"alg\": \"RSA-OAEP\"", false)]
    [InlineData("\"alg\": 1", false)]
    [InlineData("\"key_ops\": [\"verify\"]", true)]
    [InlineData("\"key_ops\": [\"sign\", \"verify\"]", true)]
    [InlineData("\"key_ops\": [\"encrypt\"]", false)]
    [InlineData("\"key_ops\": \"verify\"", false)]
    [InlineData("\"crv\": \"P-256\"", true)]
    public void A_key_verifies_what_it_says_it_is_for(string member, bool isTaken)
    {
        TokenKeySet? keys = Read($"{{\"keys\": [{TestKeys.Jwk("rsa", member)}]}}").Keys;

        Assert.Equal(isTaken, keys?.CanVerify([TokenAlgorithm.RS256]));
        Assert.False(keys?.CanVerify([TokenAlgorithm.ES256, TokenAlgorithm.EdDSA]));
    }

    [Fact]
    public void A_key_for_one_of_the_algorithms_is_asked_for_where_they_are_given()
    {
        byte[] keys = Encoding.UTF8.GetBytes(TestKeys.Set("p256"));

        Assert.NotNull(TokenKeySet.Read(keys, [TokenAlgorithm.RS256, TokenAlgorithm.ES256], default).Keys);
        Assert.Contains("no key for any", Assert.Single(TokenKeySet.Read(keys, [TokenAlgorithm.ES384], default).Faults));
    }

    [Fact]
    public void Two_keys_of_one_name_are_refused_unless_they_verify_different_things()
    {
        string rsa = TestKeys.Jwk("rsa", "\"kid\": \"k\", \"alg\": \"RS256\"");
        string other = TestKeys.Jwk("other-rsa", "\"kid\": \"k\", \"alg\": \"RS256\"");
        string wider = TestKeys.Jwk("other-rsa", "\"kid\": \"k\", \"alg\": \"RS512\"");

        Assert.NotNull(Read($"{{\"keys\": [{rsa}, {wider}]}}").Keys);
        Assert.Contains("whose `kid` another key", Assert.Single(Read($"{{\"keys\": [{rsa}, {other}]}}").Faults));
    }

    [Fact]
    public void No_more_keys_are_tried_than_the_limit()
    {
        string key = TestKeys.Jwk("p256", "\"use\": \"sig\"");
        string keys = $"{{\"keys\": [{string.Join(',', Enumerable.Repeat(key, TokenLimits.KeysTriedMax + 1))}]}}";

        Assert.Equal(TokenLimits.KeysTriedMax, Read(keys).Keys?.Candidates(TokenAlgorithm.ES256, null).Length);
    }

    [Fact]
    public void A_set_may_be_as_large_as_the_limits()
    {
        string key = TestKeys.Jwk("ed", "\"use\": \"sig\"");
        string most = $"{{\"keys\": [{string.Join(',', Enumerable.Repeat(key, PolicyLimits.KeysMax))}]}}";

        Assert.NotNull(Read(most.PadRight(PolicyLimits.KeyFileBytesMax)).Keys);
        Assert.Contains("larger than", Assert.Single(Read(most.PadRight(PolicyLimits.KeyFileBytesMax + 1)).Faults));
        Assert.Contains("more than 100 keys", Assert.Single(Read(most.Replace("]}", $",{key}]}}", StringComparison.Ordinal)).Faults));
    }

    private static TokenKeySetResult Read(string text) => TokenKeySet.Read(Encoding.UTF8.GetBytes(text), [], DateTimeOffset.UnixEpoch);
}
