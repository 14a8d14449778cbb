using System.Text;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;

namespace Authz.Policies.Tests.Analysis.Changes;

/// <summary>What a change of one rule, of its subjects or of its condition does to rights.</summary>
public sealed class ServiceRightsComparisonTests
{
    private const string Read = "{name: r, effect: allow, methods: [GET], paths: [/records]}";

    [Theory]
    [InlineData(Read, Read, "")]
    [InlineData(Read, "{name: other, effect: allow, methods: [GET], paths: [/records]}", "")]
    [InlineData(Read, "{name: r, effect: allow, methods: [GET, DELETE], paths: [/records]}", "DELETE /records removeAll +portal")]
    [InlineData("{name: r, effect: allow, methods: [GET, DELETE], paths: [/records]}", Read, "DELETE /records removeAll -portal")]
    [InlineData(Read, "{name: r, effect: allow, methods: [GET], paths: [/records, /audit/**]}", "GET /audit +portal, GET /audit/{} +portal")]
    [InlineData(Read, "{name: r, effect: allow, operations: [removeAll]}", "DELETE /records removeAll +portal, GET /records -portal")]
    [InlineData(
        "{name: r, effect: allow, methods: [GET], paths: [/records, \"/records/{id}\"]}",
        "{name: r, effect: allow, methods: [GET], paths: [/records, \"/records/{id}\"]}, {name: no, effect: deny, methods: [GET], paths: [/records/secret]}",
        "GET /records/secret -portal")]
    [InlineData(Read, "{name: r, effect: allow, methods: [GET], paths: [/records], when: [{query: {name: view, equals: short}}]}", "GET /records ~")]
    [InlineData(
        "{name: r, effect: allow, methods: [GET], paths: [/records], when: [{query: {name: view, equals: short}}]}",
        "{name: r, effect: allow, methods: [GET], paths: [/records], when: [{query: {name: view, equals: long}}]}",
        "GET /records ~")]
    public void A_change_of_a_rule_is_told_by_the_requests_that_it_touches(string before, string after, string expected)
    {
        RightsComparison changes = RightsComparison.Between(Bind(before), Bind(after));

        Assert.Equal(expected, string.Join(", ", changes.Changes.Select(Shown)));
        Assert.Equal(expected.Length > 0, changes.ChangeRights);
    }

    [Fact]
    public void A_change_of_subjects_is_told_of_each_request()
    {
        RightsComparison changes = RightsComparison.Between(Bind(Read), Bind(Read, subject: "hospital"));

        Assert.Equal("GET /records +hospital-portal", Shown(Assert.Single(changes.Changes)));
    }

    [Fact]
    public void A_policy_that_only_looks_on_gives_nothing()
    {
        RightsComparison changes = RightsComparison.Between(Bind(Read), Bind(Read, mode: "shadow"));

        Assert.Equal("GET /records -portal", Shown(Assert.Single(changes.Changes)));
    }

    [Theory]
    [InlineData(RightsComparison.RequestsMax, false)]
    [InlineData(RightsComparison.RequestsMax + 1, true)]
    public void What_is_more_than_is_compared_is_taken_to_change_rights(int requests, bool isCut)
    {
        int left = RightsComparison.RequestsMax - requests + 2;
        BoundPolicySet set = Bind(Read);
        _ = new ServiceRightsComparison("registry/data", new ServiceAccess(set, set.Services[0]), new ServiceAccess(set, set.Services[0])).Run(ref left);

        Assert.Equal(isCut, left < 0);
    }

    private static string Shown(RightChange change)
    {
        string operation = change.Operation is null ? "" : $" {change.Operation}";
        string gains = change.Gains.IsEmpty ? "" : $"+{string.Join('+', change.Gains)}";
        string loses = change.Loses.IsEmpty ? "" : $"-{string.Join('-', change.Loses)}";
        return $"{change.Method} {change.Path}{operation} {gains}{loses}{(change.IsUnderOtherConditions ? "~" : "")}";
    }

    private static BoundPolicySet Bind(string rules, string subject = "portal", string mode = "enforce")
    {
        string text = $$"""
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: portal}
            spec: {owner: m, identities: [{spiffe: "spiffe://s.gov/portal"}]}
            ---
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: hospital}
            spec: {owner: m, identities: [{spiffe: "spiffe://s.gov/hospital"}]}
            ---
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: registry}
            spec:
              owner: m
              identities: [{spiffe: "spiffe://s.gov/registry"}]
              services:
                - {name: data, basePath: /data, operations: [{id: removeAll, method: DELETE, path: /records}]}
            ---
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {name: p}
            spec:
              legalBasis: Act 1
              mode: {{mode}}
              subjects: [{buildingBlock: {{subject}}}]
              resources: [{buildingBlock: registry, service: data}]
              rules: [{{rules}}]

            """;
        CompilationResult result = PolicyCompilation.Run(
            SourceSet.Of([KeyValuePair.Create<string, ReadOnlyMemory<byte>>("a.yaml", Encoding.UTF8.GetBytes(text))]), new CompilationOptions());
        return result.Policies ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
