using System.Text;
using Authz.Pdp.Identities;
using Authz.Pdp.Identities.Tokens;
using Authz.Pdp.Requests;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;
using Authz.Testing;

namespace Authz.Pdp.Tests.Requests;

/// <summary>What a real Envoy asks about a TCP connection, decided by policies that name its SNI.</summary>
public sealed class CapturedConnectionTests
{
    [Theory]
    [InlineData("spiffe://td/ns/a/sa/web", "db.gov", DecisionReason.AllowedByRule)]
    [InlineData("spiffe://td/ns/a/sa/web", "other.gov", DecisionReason.NoService)]
    [InlineData("spiffe://td/ns/a/sa/other", "db.gov", DecisionReason.NoRule)]
    public void It_is_decided_by_the_caller_and_the_name(string caller, string sni, DecisionReason reason)
    {
        CompilationResult compiled = PolicyCompilation.Run(
            SourceSet.Of([new("set.yaml", Encoding.UTF8.GetBytes(Policies(caller, sni)))]), new CompilationOptions());
        if (compiled is not { Policies: { } policies, Tree: { } tree })
        {
            Assert.Fail(string.Join('\n', compiled.Diagnostics));
            return;
        }

        byte[] message = File.ReadAllBytes(TestCases.Path("check", "41-tcp.bin"));
        AccessRequest request = CheckRequestReader.Read(TestCall.Of(message));
        Caller found = new CallerIdentities(policies, CertificateMode.Required, UnknownTokenMode.Passed, new IdentityMemory()).Prove(in request);

        Assert.Equal(reason, tree.Decide(in request, in found).Reason);
    }

    private static string Policies(string caller, string sni) => $$"""
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: database}
        spec:
          services: [{name: replica, protocol: tcp, sni: [{{sni}}]}]
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec: {identities: [{spiffe: "spiffe://td/ns/a/sa/web"}]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: other}
        spec: {identities: [{spiffe: "spiffe://td/ns/a/sa/other"}]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: {{(caller.EndsWith("web", StringComparison.Ordinal) ? "web" : "other")}}}]
          resources: [{buildingBlock: database, service: replica}]
          rules: [{name: connect, effect: allow, methods: ["*"], paths: [/**]}]
        """;
}
