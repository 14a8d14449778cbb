using Authz.Pdp.Identities;
using Authz.Policies.Decisions;

namespace Authz.Pdp.Tests.Identities;

public sealed class SecurityServerTests
{
    private const string WebClient = "x-road-client: EE/GOV/70000001/pop";

    private static readonly Caller Mismatch = Caller.Rejected(DecisionReason.ClientHeaderMismatch);

    public static TheoryData<string> HeaderNames =>
        ["x-road-client", "X-Road-Client", "x-govstack-client", "information-mediator-client"];

    [Theory]
    [MemberData(nameof(HeaderNames))]
    public void A_server_names_the_block_for_which_it_calls(string name) => Assert.Equal(
        Caller.Proved(TestBlocks.Web, IdentityProofs.Spiffe | IdentityProofs.ClientHeader),
        Prove($"{name}: EE/GOV/70000001/pop"));

    [Fact]
    public void A_server_is_proved_by_its_DNS_name_too() => Assert.Equal(
        Caller.Proved(TestBlocks.Web, IdentityProofs.CertificateDns | IdentityProofs.ClientHeader),
        new TestCaller
        {
            Id = "gateway.gov.example",
            Certificate = TestCertificate.Encode("dns:gateway.gov.example"),
            Headers = [WebClient],
        }.Prove());

    [Fact]
    public void A_server_that_names_nobody_is_asked_for_a_name() =>
        Assert.Equal(Caller.Rejected(DecisionReason.ClientHeaderMissing), Prove());

    [Theory]
    [InlineData("")]
    [InlineData("DEV/GOV/1003/keyed")]
    [InlineData("EE/GOV/70000001")]
    [InlineData("EE/GOV/70000001/pop/")]
    [InlineData("EE/GOV/70000001/Pop")]
    [InlineData(" EE/GOV/70000001/pop")]
    [InlineData("EE/GOV/70000001%2Fpop")]
    [InlineData("EE/GOV/70000001/po%7")]
    [InlineData("EE/GOV/70000001/po%zz")]
    [InlineData("EE/GOV/70000001/pop,EE/GOV/70000001/pop")]
    [InlineData("EE/GOV/70000001/pop, DEV/GOV/1002")]
    [InlineData("nobody")]
    public void A_name_that_is_none_or_not_one_of_its_own_is_refused(string value) =>
        Assert.Equal(Mismatch, Prove($"x-road-client: {value}"));

    [Fact]
    public void Names_that_contradict_each_other_or_come_twice_are_refused()
    {
        Assert.True(Prove(WebClient, "x-govstack-client: EE/GOV/70000001/pop").IsProved);
        Assert.Equal(Mismatch, Prove(WebClient, "x-govstack-client: DEV/GOV/1002"));
        Assert.Equal(Mismatch, Prove("information-mediator-client: DEV/GOV/1002", WebClient));
        Assert.Equal(Mismatch, Prove(WebClient, WebClient));
        Assert.Equal(Mismatch, Prove(WebClient, "x-road-client: DEV/GOV/1002"));
    }

    [Fact]
    public void Encoded_names_are_decoded_once()
    {
        Assert.Equal(TestBlocks.Accents, Prove("x-road-client: DEV/GOV/a%2C%20b/%C3%A9pargne").Block);
        Assert.Equal(TestBlocks.Web, Prove("x-road-client: EE/GOV/70000001/po%70").Block);
        Assert.Equal(Mismatch, Prove("x-road-client: EE/GOV/70000001/po%2570"));
    }

    [Fact]
    public void A_value_is_read_up_to_its_limit()
    {
        const int max = ClientHeaders.ValueBytesMax;
        string encoded = string.Concat("pop".Select(c => $"%{(int)c:X2}"));
        Assert.True(Prove($"x-road-client: EE/GOV/70000001/{encoded}").IsProved);

        byte[] plain = new byte[max + 1];
        Assert.True(ClientHeaders.TryDecode(Of(max), plain, out int length));
        Assert.Equal(max, length);
        Assert.False(ClientHeaders.TryDecode(Of(max + 1), plain, out _));
    }

    [Fact]
    public void A_server_whose_own_word_is_not_taken_names_nobody() =>
        Assert.Equal(Mismatch, new TestCaller { Id = TestBlocks.Edge, Headers = [WebClient] }.Prove());

    [Fact]
    public void A_key_of_another_block_contradicts_the_server() => Assert.Equal(
        Caller.Rejected(DecisionReason.IdentityConflict), Prove(WebClient, $"x-api-key: {TestBlocks.KeyedKey}"));

    [Fact]
    public void A_route_outwards_is_told_to_the_answer()
    {
        Assert.False(Prove(WebClient).IsOutbound);
        Assert.True(Prove(["authz.hop: outbound"], WebClient).IsOutbound);
        Assert.False(Prove(["authz.hop: Outbound"], WebClient).IsOutbound);
        Assert.False(Prove(["authz.hop: inbound"], WebClient).IsOutbound);
    }

    private static byte[] Of(int length) => [.. Enumerable.Repeat((byte)'a', length)];

    private static Caller Prove(params string[] headers) => Prove([], headers);

    private static Caller Prove(string[] extensions, params string[] headers) =>
        new TestCaller { Id = TestBlocks.Gateway, Headers = headers, Extensions = extensions }.Prove();
}
