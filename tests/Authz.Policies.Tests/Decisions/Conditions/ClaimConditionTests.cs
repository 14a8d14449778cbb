using System.Text;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Requests;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

/// <summary>What reading a token costs. What its claims mean is in tests/cases/decisions/conditions-claims.yaml.</summary>
public sealed class ClaimConditionTests
{
    private const string Payload = """{"sub":"a","x":"b"}""";

    // A node of its own for each comparison, its value's bytes, and 32 more for the value itself.
    private const int CostOfComparison = 32 + 1 + 33;

    private const string Policies = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec: {identities: [{spiffe: "spiffe://td/web"}], services: [{name: api, basePath: /r1, hosts: [api]}]}
        ---
        apiVersion: authz/v1
        kind: Issuer
        metadata: {name: idp}
        spec: {issuer: "https://idp.gov", audiences: [a], algorithms: [ES256], jwksUri: "https://idp.gov/keys"}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: p}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: api}]
          rules:
            - name: r
              effect: allow
              methods: [GET]
              paths: ["/x/{id}"]
              when:
                - pathParameter: {name: id, equals: {claim: {issuer: idp, path: sub}}}
                - claim: {issuer: idp, path: scope, contains: write}
                - claim: {issuer: idp, path: /realm/roles, any: {in: [nurse, doctor]}}
                - header: {name: x-role, in: {claim: {issuer: idp, path: scope}}}
            - name: ban
              effect: deny
              when: [{claim: {issuer: idp, path: banned, exists: true}}]
        """;

    [Theory]
    [InlineData(0, Ternary.True)]
    [InlineData(1, Ternary.Unknown)]
    public void A_payload_is_charged_once_to_the_work_of_a_decision(int tooFew, Ternary expected)
    {
        var builder = new ConditionTableBuilder(Issuers);
        int first = builder.Add(Claim.Is(ConditionOperator.Equals, "a"));
        int second = builder.Add(ClaimAt("x").Is(ConditionOperator.Equals, "b"));
        ConditionTable table = builder.Build();
        var state = new ConditionState("/"u8)
        {
            Captures = CaptureTable.NoCaptures,
            Claims = new TokenClaims(1, Encoding.UTF8.GetBytes(Payload)),
        };
        state.TryCharge(ConditionState.WorkMax - Payload.Length - (2 * CostOfComparison) + tooFew);
        AccessRequest request = default;

        Assert.Equal(Ternary.True, table.Evaluate(first, in request, ref state));
        Assert.Equal(expected, table.Evaluate(second, in request, ref state));
        Assert.Equal(0, state.WorkLeft);
        state.Release();
    }

    [Fact]
    public void A_payload_beyond_the_work_of_a_decision_is_unknown()
    {
        var builder = new ConditionTableBuilder(Issuers);
        int exists = builder.Add(Claim.Exists());
        ConditionTable table = builder.Build();
        var state = new ConditionState("/"u8)
        {
            Captures = CaptureTable.NoCaptures,
            Claims = new TokenClaims(1, Encoding.UTF8.GetBytes(Payload)),
        };
        state.TryCharge(ConditionState.WorkMax - Payload.Length - 31);
        AccessRequest request = default;

        Assert.Equal(Ternary.Unknown, table.Evaluate(exists, in request, ref state));
        state.Release();
    }

    [Theory]
    [InlineData("""{"sub":"7","scope":"read write","realm":{"roles":["nurse"]}}""", true)]
    [InlineData("""{"sub":"\u0037","scope":"read\u0020write","realm":{"roles":["x","\u006eurse"]}}""", true)]
    [InlineData("""{"sub":"7","scope":"read write","realm":{"roles":["nurse"]},"banned":1}""", false)]
    [InlineData("""{"sub":"7","scope":"read write"}""", false)]
    [InlineData("{", false)]
    public void Deciding_with_claims_allocates_nothing_once_warm(string payload, bool isAllowed)
    {
        DecisionTree tree = PolicyText.Compile(Policies);
        var text = new RequestText([KeyValuePair.Create("x-role", "read")])
        {
            Method = "GET",
            Target = "/r1/x/7",
            Host = "api",
            RouteBinding = "web/api",
            Time = default,
        };
        AccessRequest request = text.ToRequest();
        Caller web = Caller.Proved(0, IdentityProofs.Spiffe) with { Claims = new TokenClaims(0, Encoding.UTF8.GetBytes(payload)) };
        ConditionTrail trail = default;
        for (int i = 0; i < 200; i++)
        {
            tree.Decide(in request, in web, ref trail);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Decision decision = tree.Decide(in request, in web, ref trail);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(isAllowed, decision.IsAllowed);
    }
}
