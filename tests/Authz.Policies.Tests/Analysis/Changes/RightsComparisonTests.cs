using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Policies.Text;

namespace Authz.Policies.Tests.Analysis.Changes;

public sealed class RightsComparisonTests
{
    private const string Blocks = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: a}
        spec:
          identities: [{spiffe: "spiffe://td/a"}]
          services:
            - name: s
              basePath: /a
              operations:
                - {id: read, method: GET, path: "/items/{id}"}
                - {id: list, method: GET, path: /items}
            - {name: lines, protocol: tcp, sni: [a.test]}
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: b}
        spec: {identities: [{spiffe: "spiffe://td/b"}]}

        """;

    [Theory]
    [InlineData("{name: r, effect: allow, operations: [read]}", "{name: r, effect: allow, operations: [list]}", "list: GET /items +b|read: GET /items/{id} -b")]
    [InlineData("{name: r, effect: allow, methods: [\"*\"], paths: [/**]}", "{name: r, effect: allow, methods: [\"*\"], paths: [/**]}, {name: d, effect: deny, operations: [read]}", "read: GET /items/{id} -b")]
    [InlineData("{name: r, effect: allow, methods: [\"*\"], paths: [/**]}, {name: d, effect: deny, operations: [read]}", "{name: r, effect: allow, methods: [\"*\"], paths: [/**]}", "read: GET /items/{id} +b")]
    [InlineData(
        "{name: r, effect: allow, operations: [read]}",
        "{name: r, effect: allow, operations: [read]}, {name: x, effect: allow, methods: [PUT], paths: [\"/x/**\"]}",
        "PUT /x +b|PUT /x/{} +b")]
    [InlineData("{name: r, effect: allow, operations: [read]}", "{name: r, effect: allow, operations: [read]}", "")]
    public void Who_gains_and_who_loses_is_told_by_request(string before, string after, string expected)
    {
        RightsComparison rights = RightsComparison.Between(Bind("s", before), Bind("s", after));

        Assert.False(rights.IsCut);
        Assert.Equal(expected, string.Join('|', rights.Changes.Select(Text).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_connection_is_told_too()
    {
        RightsComparison rights = RightsComparison.Between(Bind("s", "{name: r, effect: allow, methods: [\"*\"], paths: [/**]}"), Bind("lines", "{name: r, effect: allow, methods: [\"*\"], paths: [/**]}"));

        Assert.Equal("a/lines connections +b", $"{rights.Changes[0].Service} {Text(rights.Changes[0])}");
    }

    private static string Text(RightChange change) =>
        change.Request + string.Concat(change.Gains.Select(static name => $" +{name}")) + string.Concat(change.Loses.Select(static name => $" -{name}"));

    private static BoundPolicySet Bind(string service, string rules)
    {
        string policy = $$"""
            ---
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {name: p}
            spec:
              legalBasis: Act
              subjects: [{buildingBlock: b}]
              resources: [{buildingBlock: a, service: {{service}}}]
              rules: [{{rules}}]

            """;
        (BoundPolicySet set, IReadOnlyList<Diagnostic> diagnostics) = PolicySet.Bind(PolicySet.Of(Blocks + policy));
        Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.IsError);
        return set;
    }
}
