using System.Text;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Pdp.Requests;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Testing;

namespace Authz.Pdp.Tests.Identities;

public sealed class CallerIdentitiesTests
{
    private const string WebId = "spiffe://td/ns/a/sa/web";

    private static readonly Caller Web = Caller.Proved(TestBlocks.Web, IdentityProofs.Spiffe);
    private static readonly Caller WebByName = Caller.Proved(TestBlocks.Web, IdentityProofs.CertificateDns);
    private static readonly Caller BadCertificate = Caller.Rejected(DecisionReason.BadCertificate);
    private static readonly Caller Conflict = Caller.Rejected(DecisionReason.IdentityConflict);
    private static readonly Caller NotSent = Caller.Rejected(DecisionReason.CertificateNotSent);

    [Fact]
    public void Nobody_says_anything_and_nobody_is_proved() => Assert.Equal(Caller.Anonymous, Prove("", []));

    [Theory]
    [InlineData(WebId, TestBlocks.Web)]
    [InlineData("spiffe://td/ns/a/sa/records", TestBlocks.Records)]
    [InlineData("spiffe://td/ns/b/sa/a.b", TestBlocks.Mixed)]
    [InlineData("spiffe://td/ns/b/sa/second", TestBlocks.Mixed)]
    public void A_declared_SPIFFE_ID_proves_its_block(string id, int block) =>
        Assert.Equal(Caller.Proved(block, IdentityProofs.Spiffe), Prove(id, TestCertificate.Encode($"uri:{id}")));

    [Theory]
    [InlineData("spiffe://td/ns/a/sa/webX")]
    [InlineData("spiffe://td/ns/a/sa/we")]
    [InlineData("spiffe://td/ns/a/sa/Web")]
    [InlineData("spiffe://td/ns/b/sa/aXb")]
    [InlineData("spiffe://other/ns/a/sa/web")]
    [InlineData("spiffe://td")]
    [InlineData("https://web.gov.example/")]
    [InlineData("web.gov.example")]
    [InlineData("urn:x")]
    public void Another_URI_names_no_block(string uri) =>
        Assert.Equal(Caller.Unknown, Prove(uri, TestCertificate.Encode($"uri:{uri}")));

    [Theory]
    [InlineData("spiffe://TD/ns/a/sa/web")]
    [InlineData("SPIFFE://td/ns/a/sa/web")]
    [InlineData("spiffe://td/ns/a/sa/web/")]
    [InlineData("spiffe://td/ns/a/sa/%77eb")]
    [InlineData("spiffe://td/ns/a/sa/../sa/web")]
    [InlineData("spiffe://td//ns/a/sa/web")]
    [InlineData("spiffe://td:443/ns/a/sa/web")]
    [InlineData("spiffe://user@td/ns/a/sa/web")]
    [InlineData("spiffe://td/ns/a/sa/web?x")]
    [InlineData("spiffe://td/ns/a/sa/web#x")]
    [InlineData("spiffe:td/ns/a/sa/web")]
    [InlineData("spiffe:")]
    public void A_malformed_SPIFFE_ID_is_a_bad_certificate(string uri) =>
        Assert.Equal(BadCertificate, Prove(uri, TestCertificate.Encode($"uri:{uri}")));

    [Theory]
    [InlineData("")]
    [InlineData("spiffe://td/ns/a/sa/records")]
    [InlineData("spiffe://td/ns/a/sa/webX")]
    [InlineData("web.gov.example")]
    [InlineData("CN=test,O=gov")]
    public void The_principal_must_be_the_certificates_URI(string principal) =>
        Assert.Equal(Conflict, Prove(principal, TestCertificate.Encode($"uri:{WebId}")));

    [Fact]
    public void DNS_names_beside_a_URI_prove_nothing()
    {
        Assert.Equal(Web, Prove(WebId, TestCertificate.Encode("dns:records.gov.example", $"uri:{WebId}")));
        Assert.Equal(
            Caller.Unknown,
            Prove("spiffe://td/x", TestCertificate.Encode("dns:records.gov.example", "uri:spiffe://td/x")));
        Assert.Equal(
            Conflict,
            Prove("records.gov.example", TestCertificate.Encode("dns:records.gov.example", "uri:spiffe://td/x")));
    }

    [Theory]
    [InlineData("uri:" + WebId, "uri:spiffe://td/ns/a/sa/records")]
    [InlineData("uri:" + WebId, "uri:" + WebId)]
    [InlineData("uri:" + WebId, "uri:https://example/")]
    public void Two_URIs_are_a_bad_certificate(string first, string second) =>
        Assert.Equal(BadCertificate, Prove(WebId, TestCertificate.Encode(first, second)));

    [Theory]
    [InlineData("web.gov.example", "dns:web.gov.example")]
    [InlineData("WEB.Gov.Example", "dns:WEB.Gov.Example")]
    [InlineData("other.example", "dns:other.example dns:web.gov.example")]
    [InlineData("web.gov.example", "dns:web.gov.example dns:www.gov.example")]
    [InlineData("*.gov.example", "dns:*.gov.example dns:web.gov.example")]
    [InlineData("web.gov.example", "email:a@gov.example dns:web.gov.example")]
    public void A_declared_DNS_name_proves_its_block(string principal, string names) =>
        Assert.Equal(WebByName, Prove(principal, TestCertificate.Encode(names.Split(' '))));

    [Theory]
    [InlineData("*.gov.example", "dns:*.gov.example")]
    [InlineData("web.gov.example.", "dns:web.gov.example.")]
    [InlineData("xweb.gov.example", "dns:xweb.gov.example")]
    [InlineData("CN=web.gov.example", "email:web.gov.example")]
    [InlineData("web.gov.example", "email:web.gov.example")]
    [InlineData("CN=" + WebId, "email:a@gov.example")]
    public void Another_name_names_no_block(string principal, string names) =>
        Assert.Equal(Caller.Unknown, Prove(principal, TestCertificate.Encode(names.Split(' '))));

    [Fact]
    public void A_certificate_without_names_names_no_block() =>
        Assert.Equal(Caller.Unknown, Prove("CN=test,O=gov", TestCertificate.Encode()));

    [Fact]
    public void DNS_names_of_two_blocks_conflict() => Assert.Equal(
        Conflict, Prove("web.gov.example", TestCertificate.Encode("dns:web.gov.example", "dns:records.gov.example")));

    [Theory]
    [InlineData("")]
    [InlineData("records.gov.example")]
    [InlineData("Web.gov.example")]
    [InlineData(WebId)]
    public void The_principal_must_be_one_of_the_certificates_DNS_names(string principal) =>
        Assert.Equal(Conflict, Prove(principal, TestCertificate.Encode("dns:web.gov.example")));

    [Theory]
    [InlineData("uri:spiffe://td/ns/a/sa/web\0")]
    [InlineData("dns:web.gov.example\0.evil.example")]
    [InlineData("dns:w\u00E9b.gov.example")]
    [InlineData("email:a\0@gov.example")]
    [InlineData("dns:")]
    [InlineData("dns:web.gov.example\n")]
    public void A_name_that_is_not_plain_text_is_a_bad_certificate(string name) =>
        Assert.Equal(BadCertificate, Prove(WebId, TestCertificate.Encode(name)));

    [Fact]
    public void A_certificate_that_cannot_be_read_is_refused() =>
        Assert.Equal(BadCertificate, Prove(WebId, "garbage"u8.ToArray()));

    [Theory]
    [InlineData(WebId)]
    [InlineData("web.gov.example")]
    [InlineData("CN=somebody")]
    public void A_principal_without_its_certificate_is_refused(string principal) =>
        Assert.Equal(NotSent, Prove(principal, []));

    [Fact]
    public void A_principal_alone_is_taken_where_the_setting_says_so()
    {
        CallerIdentities identities = Identities(CertificateMode.WhenPresent);

        Assert.Equal(Web, Prove(identities, WebId, []));
        Assert.Equal(Caller.Unknown, Prove(identities, "web.gov.example", []));
        Assert.Equal(Caller.Unknown, Prove(identities, "WEB.gov.example", []));
        Assert.Equal(Caller.Unknown, Prove(identities, "spiffe://td/ns/a/sa/webX", []));
        Assert.Equal(Caller.Unknown, Prove(identities, "CN=web.gov.example", []));
        Assert.Equal(Caller.Unknown, Prove(identities, new string('x', 300), []));
        Assert.Equal(Caller.Unknown, Prove(identities, "wéb.gov.example", []));
        Assert.Equal(Caller.Anonymous, Prove(identities, "", []));
        Assert.Equal(Conflict, Prove(identities, WebId, TestCertificate.Encode("uri:spiffe://td/x")));
    }

    [Theory]
    [InlineData("35-mtls-spiffe")]
    [InlineData("39-mtls-xfcc-appended")]
    [InlineData("40-mtls-realistic")]
    [InlineData("41-tcp")]
    public void A_capture_with_one_URI_proves_its_block(string name) => Assert.Equal(Web, ProveCapture(name));

    [Fact]
    public void Captures_with_other_certificates_prove_what_they_hold()
    {
        Assert.Equal(BadCertificate, ProveCapture("36-mtls-two-uris"));
        Assert.Equal(WebByName, ProveCapture("37-mtls-dns"));
        Assert.Equal(Caller.Unknown, ProveCapture("38-mtls-subject-only"));
        Assert.Equal(Caller.Anonymous, ProveCapture("01-plain"));
    }

    [Fact]
    public void Proving_by_a_certificate_seen_before_allocates_nothing()
    {
        CallerIdentities identities = Identities(CertificateMode.Required);
        foreach (string name in (string[])["40-mtls-realistic", "37-mtls-dns", "36-mtls-two-uris", "01-plain"])
        {
            byte[] message = File.ReadAllBytes(TestCases.Path("check", $"{name}.bin"));
            var slots = new HeaderSlot[CheckCall.HeaderSlotCount];
            Assert.Equal(0, Allocation.Of(() =>
            {
                AccessRequest request = CheckRequestReader.Read(new CheckCall
                {
                    Message = message,
                    Time = TestCall.Time,
                    Id = TestCall.Id,
                    HeaderSlots = slots,
                });
                identities.Prove(in request);
            }));
        }
    }

    [Fact]
    public void Two_blocks_with_one_identity_are_our_own_mistake() => Assert.Throws<ArgumentException>(() =>
        new BlockIndex([("spiffe://td/x", 0), ("spiffe://td/x", 1)]));

    private static CallerIdentities Identities(CertificateMode mode) =>
        new(TestBlocks.Policies, mode, UnknownTokenMode.Passed, new IdentityMemory());

    private static Caller Prove(string principal, byte[] certificate) =>
        Prove(Identities(CertificateMode.Required), principal, certificate);

    private static Caller Prove(CallerIdentities identities, string principal, byte[] certificate) =>
        identities.Prove(new AccessRequest { Principal = Encoding.UTF8.GetBytes(principal), Certificate = certificate });

    private static Caller ProveCapture(string name)
    {
        byte[] message = File.ReadAllBytes(TestCases.Path("check", $"{name}.bin"));
        return Identities(CertificateMode.Required).Prove(CheckRequestReader.Read(TestCall.Of(message)));
    }
}
