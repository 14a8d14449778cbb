using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Syntax;
using Authz.Testing;
using Microsoft.IdentityModel.Tokens;

namespace Authz.Pdp.Tests.Identities.Tokens;

/// <summary>Signatures that were published with the standards. Their payloads are no claims, so that keys alone are asked.</summary>
public sealed class TokenVectorTests
{
    public static TheoryData<string> Names => [.. Vectors.Select(vector => vector.GetProperty("name").GetString() ?? "")];

    private static IEnumerable<JsonElement> Vectors =>
        JsonDocument.Parse(File.ReadAllText(TestCases.Path("tokens", "vectors.json"))).RootElement.EnumerateArray();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_published_signature_is_good_and_a_changed_one_is_not(string name)
    {
        JsonElement vector = Assert.Single(Vectors, vector => vector.GetProperty("name").GetString() == name);
        byte[] jwks = Encoding.UTF8.GetBytes($"{{\"keys\": [{vector.GetProperty("key").GetRawText()}]}}");
        TokenKeySet keys = Assert.IsType<TokenKeySet>(TokenKeySet.Read(jwks, [], default).Keys);
        string algorithm = vector.GetProperty("algorithm").GetString() ?? "";
        TokenKey key = Assert.Single(keys.Candidates(Enum.Parse<TokenAlgorithm>(algorithm), null));
        byte[] input = Encoding.ASCII.GetBytes(vector.GetProperty("input").GetString() ?? "");
        byte[] signature = Base64Url.DecodeFromChars(vector.GetProperty("signature").GetString());
        var verifier = (SignatureProvider)key.Create(algorithm);

        Assert.True(verifier.Verify(input, signature));
        Assert.False(verifier.Verify([.. input, 0], signature));
        Assert.False(verifier.Verify(input, signature[1..]));
        signature[^1] ^= 1;
        Assert.False(verifier.Verify(input, signature));
    }
}
