using System.Text;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Pdp.Tests.Identities;

public sealed class RouteCallerTests
{
    private const string WebId = "spiffe://td/ns/a/sa/web";

    private static readonly CallerIdentities Identities =
        new(TestBlocks.Policies, CertificateMode.Required, UnknownTokenMode.Passed, new IdentityMemory());

    private static readonly Caller Conflict = Caller.Rejected(DecisionReason.IdentityConflict);

    [Fact]
    public void A_sidecars_route_names_its_own_application()
    {
        Assert.Equal(Caller.Proved(TestBlocks.Web, IdentityProofs.RouteCaller), Prove("web", isLocal: true));
        Assert.Equal(Caller.Proved(TestBlocks.Nameless, IdentityProofs.RouteCaller), Prove("nameless", isLocal: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("WEB")]
    [InlineData("web ")]
    [InlineData("anonymous")]
    public void A_block_that_is_not_declared_is_refused(string name) =>
        Assert.Equal(Caller.Rejected(DecisionReason.UnknownCaller), Prove(name, isLocal: true));

    [Fact]
    public void A_peer_on_another_machine_is_refused()
    {
        Assert.Equal(Conflict, Prove("web", isLocal: false));
        Assert.Equal(Conflict, Prove("web", isLocal: false, WebId));
    }

    [Fact]
    public void A_peer_that_proves_the_same_block_is_proved_by_its_certificate() =>
        Assert.Equal(Caller.Proved(TestBlocks.Web, IdentityProofs.Spiffe), Prove("web", isLocal: true, WebId));

    [Theory]
    [InlineData("spiffe://td/ns/a/sa/records")]
    [InlineData("spiffe://td/ns/a/sa/nobody")]
    [InlineData(TestBlocks.Gateway)]
    public void A_peer_that_proves_anything_else_conflicts(string id) =>
        Assert.Equal(Conflict, Prove("web", isLocal: true, id));

    [Fact]
    public void A_rejected_peer_stays_rejected_for_its_own_reason()
    {
        Assert.Equal(
            Caller.Rejected(DecisionReason.CertificateNotSent),
            Identities.Prove(new AccessRequest
            {
                Principal = Encoding.UTF8.GetBytes(WebId),
                CallerBinding = "web"u8,
                HasCallerBinding = true,
                SourceIsLocal = true,
            }));
    }

    [Fact]
    public void Without_the_extension_a_local_peer_is_nobody() =>
        Assert.Equal(Caller.Anonymous, Identities.Prove(new AccessRequest { SourceIsLocal = true }));

    private static Caller Prove(string binding, bool isLocal, string? id = null) => Identities.Prove(new AccessRequest
    {
        Principal = Encoding.UTF8.GetBytes(id ?? ""),
        Certificate = id is null ? [] : TestCertificate.Encode($"uri:{id}"),
        CallerBinding = Encoding.UTF8.GetBytes(binding),
        HasCallerBinding = true,
        SourceIsLocal = isLocal,
    });
}
