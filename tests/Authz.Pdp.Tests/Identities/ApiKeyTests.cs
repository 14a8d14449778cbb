using Authz.Pdp.Identities.Credentials;
using Authz.Policies.Decisions;

namespace Authz.Pdp.Tests.Identities;

public sealed class ApiKeyTests
{
    private static readonly Caller Bad = Caller.Rejected(DecisionReason.BadApiKey);
    private static readonly Caller Conflict = Caller.Rejected(DecisionReason.IdentityConflict);

    [Theory]
    [InlineData("x-api-key")]
    [InlineData("X-Api-Key")]
    [InlineData("x-second-key")]
    public void A_declared_key_in_its_header_names_the_block(string header) =>
        Assert.Equal(Caller.Proved(TestBlocks.Keyed, IdentityProofs.ApiKey), Prove($"{header}: {TestBlocks.KeyedKey}"));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData(TestBlocks.KeyedKey + " ")]
    [InlineData(" " + TestBlocks.KeyedKey)]
    [InlineData(TestBlocks.KeyedKey + "," + TestBlocks.KeyedKey)]
    [InlineData(TestBlocks.WebKey)] // of the other header
    public void Any_other_value_is_a_bad_key(string value) => Assert.Equal(Bad, Prove($"x-api-key: {value}"));

    [Fact]
    public void A_key_that_comes_twice_is_refused() =>
        Assert.Equal(Bad, Prove($"x-api-key: {TestBlocks.KeyedKey}", $"x-api-key: {TestBlocks.KeyedKey}"));

    [Fact]
    public void A_digest_is_no_key() => Assert.Equal(
        Bad,
        Prove($"x-api-key: {Convert.ToHexStringLower(TestBlocks.Policies.Blocks[TestBlocks.Keyed].ApiKeys[0].Digest.AsSpan())}"));

    [Fact]
    public void A_longer_value_than_any_key_is_not_hashed()
    {
        Assert.Equal(Bad, Prove($"x-api-key: {new string('a', ApiKeys.KeyBytesMax)}"));
        Assert.Equal(Bad, Prove($"x-api-key: {new string('a', ApiKeys.KeyBytesMax + 1)}"));
    }

    [Fact]
    public void Keys_of_two_blocks_name_nobody()
    {
        Assert.Equal(
            Caller.Proved(TestBlocks.Keyed, IdentityProofs.ApiKey),
            Prove($"x-api-key: {TestBlocks.KeyedKey}", $"x-second-key: {TestBlocks.KeyedKey}"));
        Assert.Equal(Conflict, Prove($"x-api-key: {TestBlocks.KeyedKey}", $"x-second-key: {TestBlocks.WebKey}"));
        Assert.Equal(Bad, Prove($"x-api-key: {TestBlocks.KeyedKey}", "x-second-key: nobody's"));
    }

    [Fact]
    public void A_certificate_and_a_key_must_name_one_block()
    {
        Assert.Equal(
            Caller.Proved(TestBlocks.Web, IdentityProofs.Spiffe | IdentityProofs.ApiKey),
            ProveAs("spiffe://td/ns/a/sa/web", $"x-second-key: {TestBlocks.WebKey}"));
        Assert.Equal(Conflict, ProveAs("spiffe://td/ns/a/sa/web", $"x-api-key: {TestBlocks.KeyedKey}"));
        Assert.Equal(Bad, ProveAs("spiffe://td/ns/a/sa/web", "x-api-key: nobody's"));
    }

    [Fact]
    public void A_certificate_that_names_nobody_does_not_stand_against_a_key() => Assert.Equal(
        Caller.Proved(TestBlocks.Keyed, IdentityProofs.ApiKey),
        ProveAs("spiffe://td/nobody", $"x-api-key: {TestBlocks.KeyedKey}"));

    [Fact]
    public void A_bad_certificate_is_not_mended_by_a_key() => Assert.Equal(
        Caller.Rejected(DecisionReason.BadCertificate),
        new TestCaller
        {
            Id = "spiffe://td/a",
            Certificate = TestCertificate.Encode("uri:spiffe://td/a", "uri:spiffe://td/b"),
            Headers = [$"x-api-key: {TestBlocks.KeyedKey}"],
        }.Prove());

    [Fact]
    public void A_client_header_must_name_the_holder_of_the_key()
    {
        Assert.True(Prove($"x-api-key: {TestBlocks.KeyedKey}", "x-road-client: DEV/GOV/1003/keyed").IsProved);
        Assert.Equal(
            Caller.Rejected(DecisionReason.ClientHeaderMismatch),
            Prove($"x-api-key: {TestBlocks.KeyedKey}", "x-road-client: DEV/GOV/1002"));
    }

    [Fact]
    public void Proving_by_a_key_allocates_nothing()
    {
        var caller = new TestCaller { Headers = [$"x-api-key: {TestBlocks.KeyedKey}", "x-road-client: DEV/GOV/1003/keyed"] };

        Assert.Equal(0, caller.AllocationOfProving());
    }

    private static Caller Prove(params string[] headers) => new TestCaller { Headers = headers }.Prove();

    private static Caller ProveAs(string id, params string[] headers) => new TestCaller { Id = id, Headers = headers }.Prove();
}
