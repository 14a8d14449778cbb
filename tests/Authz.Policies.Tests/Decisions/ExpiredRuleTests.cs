using System.Globalization;
using Authz.Policies.Decisions;
using Authz.Policies.Requests;

namespace Authz.Policies.Tests.Decisions;

/// <summary>What is denied names the grant that would allow it if it were still in force.</summary>
public sealed class ExpiredRuleTests
{
    private const string Policies = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          owner: t
          identities: [{spiffe: "spiffe://td/web"}]
          services:
            - name: api
              basePath: /r1
              hosts: [api]
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: a-shadow}
        spec:
          legalBasis: Test Act
          mode: shadow
          validity: {until: 2025-01-01T00:00:00Z}
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: api}]
          rules:
            - {name: all, effect: allow, methods: [GET], paths: ["/**"]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: b-expired}
        spec:
          legalBasis: Test Act
          validity: {until: 2026-01-01T00:00:00Z}
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: api}]
          rules:
            - {name: no-secrets, effect: deny, paths: ["/**"]}
            - {name: other, effect: allow, methods: [GET], paths: ["/other"]}
            - {name: files, effect: allow, methods: [GET], paths: ["/files/**"]}
            - {name: again, effect: allow, methods: [GET], paths: ["/files/**"]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: c-in-force}
        spec:
          legalBasis: Test Act
          subjects: [{buildingBlock: web}]
          resources: [{buildingBlock: web, service: api}]
          rules:
            - {name: shared, effect: allow, methods: [GET], paths: ["/files/shared"]}
            - {name: secret, effect: deny, paths: ["/files/secret"]}
        """;

    private static readonly DecisionTree tree = PolicyText.Compile(Policies);

    [Theory]
    [InlineData("/r1/files/a", DecisionReason.NoRule, "b-expired/files")]
    [InlineData("/r1/other", DecisionReason.NoRule, "b-expired/other")]
    [InlineData("/r1/files/secret", DecisionReason.DeniedByRule, "b-expired/files")]
    [InlineData("/r1/files/shared", DecisionReason.AllowedByRule, null)]
    [InlineData("/r1/elsewhere", DecisionReason.NoRule, null)]
    public void The_first_grant_that_has_run_out_is_named_where_nothing_allows(
        string target, DecisionReason reason, string? expired)
    {
        Decision decision = Decide(target, "2026-07-01T00:00:00Z");

        Assert.Equal(reason, decision.Reason);
        Assert.Equal(expired, decision.ExpiredRule < 0 ? null : tree.RuleNames[decision.ExpiredRule]);
    }

    [Fact]
    public void A_grant_that_is_in_force_is_no_expired_one() =>
        Assert.Equal(-1, Decide("/r1/files/a", "2025-12-31T23:59:59Z").ExpiredRule);

    private static Decision Decide(string target, string time) => tree.Decide(
        new RequestText([])
        {
            Method = "GET",
            Target = target,
            Host = "api",
            RouteBinding = "web/api",
            Time = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture),
        }.ToRequest(),
        Caller.Proved(0, IdentityProofs.Spiffe));
}
