using Authz.Policies.Decisions;

namespace Authz.Pdp.Tests.Identities;

public sealed class ClientHeaderTests
{
    private static readonly Caller Mismatch = Caller.Rejected(DecisionReason.ClientHeaderMismatch);

    public static TheoryData<string> HeaderNames =>
        ["x-road-client", "X-Road-Client", "x-govstack-client", "information-mediator-client"];

    [Theory]
    [MemberData(nameof(HeaderNames))]
    public void A_proved_block_may_say_its_own_name(string name)
    {
        Assert.Equal(TestBlocks.Web, ProveWeb($"{name}: EE/GOV/70000001/pop").Block);
        Assert.Equal(Mismatch, ProveWeb($"{name}: DEV/GOV/1002"));
    }

    [Theory]
    [InlineData("EE/GOV/70000001/pop")]
    [InlineData("%45E/GOV/70000001/%70op")]
    [InlineData("E%45/GOV/70000001/po%70")]
    public void Each_part_is_decoded_once(string value) =>
        Assert.True(ProveWeb($"x-road-client: {value}").IsProved);

    [Theory]
    [InlineData("")]
    [InlineData("EE/GOV/70000001")]
    [InlineData("EE/GOV/70000001/")]
    [InlineData("EE/GOV/70000001/pop/")]
    [InlineData("/EE/GOV/70000001/pop")]
    [InlineData("EE/GOV/70000001/pop/x")]
    [InlineData("EE/GOV/70000001/Pop")]
    [InlineData("ee/gov/70000001/pop")]
    [InlineData("EE/GOV/70000001/po")]
    [InlineData("EE/GOV/70000001/popx")]
    [InlineData(" EE/GOV/70000001/pop")]
    [InlineData("EE/GOV/70000001/pop ")]
    [InlineData("EE/GOV/70000001%2Fpop")]
    [InlineData("EE/GOV/70000001/%2570op")]
    [InlineData("EE/GOV/70000001/pop%")]
    [InlineData("EE/GOV/70000001/%7")]
    [InlineData("EE/GOV/70000001/po%6")]
    [InlineData("EE/GOV/70000001/po%zz")]
    [InlineData("EE/GOV/70000001/pop%00")]
    [InlineData("EE/GOV/70000001/pop,EE/GOV/70000001/pop")]
    [InlineData("EE/GOV/70000001/pop, DEV/GOV/1002")]
    public void Any_other_value_names_somebody_else(string value) =>
        Assert.Equal(Mismatch, ProveWeb($"x-road-client: {value}"));

    [Fact]
    public void Each_line_of_each_name_is_looked_at()
    {
        Assert.True(ProveWeb("x-road-client: EE/GOV/70000001/pop", "x-govstack-client: EE/GOV/70000001/pop").IsProved);
        Assert.Equal(Mismatch, ProveWeb("x-road-client: EE/GOV/70000001/pop", "x-road-client: DEV/GOV/1002"));
        Assert.Equal(Mismatch, ProveWeb("x-road-client: DEV/GOV/1002", "x-road-client: EE/GOV/70000001/pop"));
        Assert.Equal(Mismatch, ProveWeb("x-road-client: EE/GOV/70000001/pop", "x-road-client: EE/GOV/70000001/pop"));
        Assert.Equal(
            Mismatch, ProveWeb("x-road-client: EE/GOV/70000001/pop", "information-mediator-client: DEV/GOV/1002"));
    }

    [Fact]
    public void Three_parts_are_a_name_too() =>
        Assert.True(Prove("spiffe://td/ns/a/sa/records", "x-road-client: DEV/GOV/1002").IsProved);

    [Fact]
    public void Commas_and_letters_beyond_ASCII_come_encoded()
    {
        Assert.True(Prove("spiffe://td/accents", "x-road-client: DEV/GOV/a%2C%20b/%C3%A9pargne").IsProved);
        Assert.Equal(Mismatch, Prove("spiffe://td/accents", "x-road-client: DEV/GOV/a, b/%C3%A9pargne"));
    }

    [Fact]
    public void A_block_without_a_declared_client_may_not_say_one() =>
        Assert.Equal(Mismatch, Prove("spiffe://td/ns/b/sa/a.b", "x-road-client: mixed"));

    [Theory]
    [InlineData("EE/GOV/70000001/pop")]
    [InlineData("")]
    public void Who_is_not_proved_may_not_say_one(string value)
    {
        Assert.Equal(Mismatch, Prove(null, $"x-road-client: {value}"));
        Assert.Equal(Mismatch, Prove("spiffe://td/nobody", $"x-road-client: {value}"));
    }

    [Fact]
    public void Bad_credentials_are_told_before_a_bad_header()
    {
        byte[] twoUris = TestCertificate.Encode("uri:spiffe://td/a", "uri:spiffe://td/b");

        Assert.Equal(
            Caller.Rejected(DecisionReason.BadCertificate), Prove("spiffe://td/a", twoUris, "x-road-client: x"));
    }

    [Fact]
    public void Headers_of_a_like_name_are_nobodys_business() =>
        Assert.Equal(Caller.Anonymous, Prove(null, "x-road-client-id: a", "x-road-clien: b", "x_road_client: c"));

    private static Caller ProveWeb(params string[] headers) => Prove("spiffe://td/ns/a/sa/web", headers);

    private static Caller Prove(string? id, params string[] headers) => new TestCaller { Id = id, Headers = headers }.Prove();

    private static Caller Prove(string principal, byte[] certificate, params string[] headers) =>
        new TestCaller { Id = principal, Certificate = certificate, Headers = headers }.Prove();
}
