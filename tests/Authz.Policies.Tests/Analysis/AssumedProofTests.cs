using Authz.Policies.Analysis;
using Authz.Policies.Decisions;

namespace Authz.Policies.Tests.Analysis;

public sealed class AssumedProofTests
{
    private const string Issuer = "apiVersion: authz/v1\nkind: Issuer\nmetadata: {name: i}\n"
        + "spec: {issuer: i, audiences: [a], algorithms: [ES256], jwksUri: 'https://a'}\n---\n";

    private const string Spiffe = "{spiffe: spiffe://x.gov/a}";
    private const string Dns = "{certificate: {dns: a.x.gov}}";
    private const string Token = "{jwt: {issuer: i, claims: {sub: a}}}";
    private const string Signature = "{hmac: {keyId: a, secretFile: a}}";
    private const string Key =
        "{apiKey: {id: a, sha256: 5f2b51ca2fdc5baa31ec02e002f69aec1a2b3c4d5e6f708192a3b4c5d6e7f809, header: x-key}}";

    [Theory]
    [InlineData(IdentityProofs.Spiffe, $"identities: [{Key}, {Signature}, {Token}, {Dns}, {Spiffe}]")]
    [InlineData(IdentityProofs.CertificateDns, $"identities: [{Key}, {Signature}, {Token}, {Dns}]")]
    [InlineData(IdentityProofs.Token, $"identities: [{Key}, {Signature}, {Token}]")]
    [InlineData(IdentityProofs.Signature, $"identities: [{Key}, {Signature}]")]
    [InlineData(IdentityProofs.ApiKey, $"identities: [{Key}]")]
    [InlineData(IdentityProofs.ClientHeader, "client: A/B/C/a")]
    public void A_caller_in_a_question_brings_the_strongest_proof_that_it_declares(IdentityProofs proof, string spec)
    {
        string block = $"apiVersion: authz/v1\nkind: BuildingBlock\nmetadata: {{name: a}}\nspec: {{{spec}}}\n";

        Assert.Equal(proof, AssumedProof.Of(PolicySet.Bind(PolicySet.Of(Issuer + block)).Set.Blocks[0]));
    }
}
