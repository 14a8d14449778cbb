using System.Text;
using Authz.Pdp.Identities;
using Authz.Policies.Decisions;

namespace Authz.Pdp.Tests.Identities;

public sealed class ForwardedCertificateTests
{
    private const string WebId = "spiffe://td/ns/a/sa/web";
    private const string RecordsId = "spiffe://td/ns/a/sa/records";

    private static readonly Caller Bad = Caller.Rejected(DecisionReason.BadForwardedCertificate);

    /// <summary>A value, and the only URI of its last element; null: it is refused.</summary>
    public static TheoryData<string, string?> Values => new()
    {
        { "URI=spiffe://td/a", "spiffe://td/a" },
        { "By=spiffe://td/ss;Hash=00ff;URI=spiffe://td/a", "spiffe://td/a" },
        { "Hash=00ff;Subject=\"CN=web,O=gov,C=EE\";URI=spiffe://td/a", "spiffe://td/a" },
        { "Hash=00ff;Cert=\"-----BEGIN%20CERTIFICATE-----\";Subject=\"\";URI=spiffe://td/a;DNS=a.gov;DNS=b.gov", "spiffe://td/a" },
        { "uri=spiffe://td/a", "spiffe://td/a" },
        { "By=x;URI=spiffe://td/evil,Hash=00ff;URI=spiffe://td/a", "spiffe://td/a" },
        { "URI=spiffe://td/a,Hash=00ff;URI=spiffe://td/b", "spiffe://td/b" },
        { "Subject=\"a\\\"b,URI=spiffe://td/evil\";URI=spiffe://td/a", "spiffe://td/a" },
        { "Subject=\"a;URI=spiffe://td/evil\";URI=spiffe://td/a", "spiffe://td/a" },
        { "Subject=\"a\\\\\";URI=spiffe://td/a", "spiffe://td/a" },

        // Nobody, or more than one.
        { "", null },
        { "URI=", null },
        { "Hash=00ff", null },
        { "URI=spiffe://td/a,Hash=00ff;URI=", null },
        { "URI=spiffe://td/a,Hash=00ff", null },
        { "URI=spiffe://td/a;URI=spiffe://td/b", null },
        { "URI=spiffe://td/a;URI=spiffe://td/a", null },
        { "URI=spiffe://td/a;uri=spiffe://td/b", null },
        { "URI=\"spiffe://td/a\"", null },
        { "URI=\"\"", null },

        // Not of the form: a quote that somebody left open must not move the end of the last element.
        { "URI=spiffe://td/a,", null },
        { ",URI=spiffe://td/a", null },
        { "URI=spiffe://td/a;", null },
        { ";URI=spiffe://td/a", null },
        { "URI=spiffe://td/a;;Hash=00", null },
        { "=spiffe://td/a", null },
        { "URI", null },
        { "URI spiffe://td/a", null },
        { " URI=spiffe://td/a", null },
        { "By=x, URI=spiffe://td/a", null },
        { "U-RI=x;URI=spiffe://td/a", null },
        { "By=\"x,Hash=00ff;URI=spiffe://td/a", null },
        { "By=x\",Hash=00ff;URI=spiffe://td/a", null },
        { "By=\"x,Hash=00ff;Subject=\"CN=web\";URI=spiffe://td/a", null },
        { "By=\"x,Hash=00ff;Subject=\"\";URI=spiffe://td/a", null },
        { "By=\"x\\,Hash=00ff;URI=spiffe://td/a", null },
        { "By=\"x\"y;URI=spiffe://td/a", null },
        { "URI=spiffe://td/\"a\"", null },
        { "Subject=\"CN=a\\\";URI=spiffe://td/a", null },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void The_only_URI_of_the_last_element_counts(string value, string? uri)
    {
        bool isRead = ForwardedCertificate.TryReadLast(Encoding.Latin1.GetBytes(value), out ReadOnlySpan<byte> found);

        Assert.Equal(uri, isRead ? Encoding.Latin1.GetString(found) : null);
    }

    [Fact]
    public void A_value_is_read_up_to_its_limit()
    {
        Assert.True(ForwardedCertificate.TryReadLast(OfLength(ForwardedCertificate.BytesMax), out _));
        Assert.False(ForwardedCertificate.TryReadLast(OfLength(ForwardedCertificate.BytesMax + 1), out _));
    }

    [Fact]
    public void A_trusted_server_forwards_who_calls()
    {
        Caller web = Prove(TestBlocks.Edge, "edge", $"x-forwarded-client-cert: By=x;URI={RecordsId},Hash=00;URI={WebId}");

        Assert.Equal(Caller.Proved(TestBlocks.Web, IdentityProofs.Spiffe | IdentityProofs.ForwardedCertificate), web);
        Assert.Equal(Caller.Unknown, Prove(TestBlocks.Edge, "edge", "x-forwarded-client-cert: URI=spiffe://td/nobody"));
        Assert.Equal(Caller.Unknown, Prove(TestBlocks.Edge, "edge", $"x-forwarded-client-cert: URI={TestBlocks.Gateway}"));
        Assert.Equal(Caller.Unknown, Prove(TestBlocks.Edge, "edge", "x-forwarded-client-cert: URI=spiffe://td/ns/a/sa/web/"));
    }

    [Fact]
    public void What_it_forwards_is_held_to_the_other_proofs()
    {
        string line = $"x-forwarded-client-cert: URI={WebId}";

        Assert.True(Prove(TestBlocks.Edge, "edge", line, "x-road-client: EE/GOV/70000001/pop").IsProved);
        Assert.Equal(
            Caller.Rejected(DecisionReason.ClientHeaderMismatch),
            Prove(TestBlocks.Edge, "edge", line, "x-road-client: DEV/GOV/1002"));
        Assert.Equal(
            Caller.Rejected(DecisionReason.IdentityConflict),
            Prove(TestBlocks.Edge, "edge", line, $"x-api-key: {TestBlocks.KeyedKey}"));
    }

    [Fact]
    public void Who_names_those_for_whom_it_speaks_forwards_no_others()
    {
        Assert.Equal(TestBlocks.Records, Prove(TestBlocks.Bounded, "bounded", $"x-forwarded-client-cert: URI={RecordsId}").Block);
        Assert.Equal(Bad, Prove(TestBlocks.Bounded, "bounded", $"x-forwarded-client-cert: URI={WebId}"));
    }

    [Theory]
    [InlineData(TestBlocks.Gateway, "gateway")] // not trusted for it
    [InlineData(TestBlocks.Bounded, "edge")] // another server
    [InlineData(TestBlocks.Edge, "Edge")]
    [InlineData(TestBlocks.Edge, "")]
    [InlineData(TestBlocks.Edge, "nobody")]
    [InlineData(WebId, "edge")] // a block
    [InlineData("spiffe://td/nobody", "edge")]
    [InlineData(null, "edge")] // no certificate at all
    public void Nobody_else_is_believed_where_a_server_is_declared(string? id, string declared) =>
        Assert.Equal(Bad, Prove(id, declared, $"x-forwarded-client-cert: URI={WebId}"));

    [Fact]
    public void Without_the_header_or_with_two_lines_of_it_nobody_is_named()
    {
        Assert.Equal(Bad, Prove(TestBlocks.Edge, "edge"));
        Assert.Equal(
            Bad,
            Prove(TestBlocks.Edge, "edge", $"x-forwarded-client-cert: URI={WebId}", $"x-forwarded-client-cert: URI={WebId}"));
    }

    [Fact]
    public void Where_no_server_is_declared_the_header_is_nobodys_business()
    {
        string line = $"x-forwarded-client-cert: URI={RecordsId}";

        Assert.Equal(TestBlocks.Web, new TestCaller { Id = WebId, Headers = [line] }.Prove().Block);
        Assert.Equal(Caller.Anonymous, new TestCaller { Headers = [line] }.Prove());
        Assert.Equal(
            Caller.Rejected(DecisionReason.ClientHeaderMissing),
            new TestCaller { Id = TestBlocks.Edge, Headers = [line] }.Prove());
    }

    [Fact]
    public void A_bad_certificate_stays_the_reason() => Assert.Equal(
        Caller.Rejected(DecisionReason.BadCertificate),
        new TestCaller
        {
            Id = TestBlocks.Edge,
            Certificate = TestCertificate.Encode($"uri:{TestBlocks.Edge}", $"uri:{WebId}"),
            Headers = [$"x-forwarded-client-cert: URI={WebId}"],
            Extensions = ["authz.xfcc: edge"],
        }.Prove());

    private static byte[] OfLength(int length)
    {
        byte[] value = [.. Encoding.ASCII.GetBytes("URI=spiffe://td/").Concat(Enumerable.Repeat((byte)'a', length))];
        return value[..length];
    }

    private static Caller Prove(string? id, string declared, params string[] headers) =>
        new TestCaller { Id = id, Headers = headers, Extensions = [$"authz.xfcc: {declared}"] }.Prove();
}
