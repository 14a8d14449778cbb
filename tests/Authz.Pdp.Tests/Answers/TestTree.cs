using System.Text;
using Authz.Policies;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;

namespace Authz.Pdp.Tests.Answers;

/// <summary>A tree of two blocks and four rules, of which one is in shadow mode and one has an end.</summary>
internal static class TestTree
{
    /// <summary>In the order of their names.</summary>
    public const int Records = 0;
    public const int Web = 1;

    public const string FirstRule = "reading/read";

    public const int ShadowRule = 2;
    public const int EndingRule = 3;
    public const int RuleCount = 4;

    private const string Documents = """
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: web}
        spec:
          owner: somebody
          identities:
            - spiffe: spiffe://td/ns/a/sa/web
        ---
        apiVersion: authz/v1
        kind: BuildingBlock
        metadata: {name: records}
        spec:
          owner: somebody
          identities:
            - spiffe: spiffe://td/ns/a/sa/records
          services:
            - name: api
              basePath: /r
              hosts: [api]
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: reading}
        spec:
          subjects:
            - buildingBlock: web
          resources:
            - {buildingBlock: records, service: api}
          rules:
            - {name: read, effect: allow, methods: [GET], paths: [/public/**]}
            - {name: write, effect: deny, methods: [POST]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: trial}
        spec:
          mode: shadow
          subjects:
            - buildingBlock: web
          resources:
            - {buildingBlock: records, service: api}
          rules:
            - {name: read, effect: allow, methods: [GET], paths: [/**]}
        ---
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: year}
        spec:
          validity: {until: 2027-01-01T00:00:00Z}
          subjects:
            - buildingBlock: web
          resources:
            - {buildingBlock: records, service: api}
          rules:
            - {name: read, effect: allow, methods: [GET], paths: [/**]}
        """;

    public static DecisionTree Instance { get; } = Compile();

    private static DecisionTree Compile()
    {
        var sources = SourceSet.Of([new("test.yaml", Encoding.UTF8.GetBytes(Documents))]);
        CompilationResult result = PolicyCompilation.Run(sources, new CompilationOptions());
        return result.Tree ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
