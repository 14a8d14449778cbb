using System.Text;

namespace Authz.Workloads.Policies;

/// <summary>The country in the policy language: file names and their text.</summary>
public static class PolicyFiles
{
    private const int DocumentsPerFile = 200;

    public static IEnumerable<(string Name, string Text)> Write(PolicyWorld world, TokenMint tokens)
    {
        yield return ("keys/idp.json", tokens.Jwks);
        yield return ("issuer.yaml", IssuerText());
        yield return ("no-internals.yaml", DenyText());
        foreach (int[] blocks in Enumerable.Range(0, world.BlockCount).Chunk(DocumentsPerFile))
        {
            yield return ($"blocks/{blocks[0]:D5}.yaml", string.Join("---\n", blocks.Select(BlockText)));
        }

        foreach (IGrouping<int, Grant>[] policies in world.Grants.GroupBy(grant => grant.Policy).Chunk(DocumentsPerFile))
        {
            yield return ($"grants/{policies[0].Key:D6}.yaml", string.Join("---\n", policies.Select(PolicyText)));
        }
    }

    /// <summary>One file more, by which every so many-th block may call nothing.</summary>
    public static (string Name, string Text) Withdrawal(PolicyWorld world, int each)
    {
        IEnumerable<string> blocks = Enumerable.Range(0, world.BlockCount).Where(block => PolicyWorld.IsWithdrawn(block, each))
            .Select(block => $"{{buildingBlock: {PolicyWorld.BlockName(block)}}}");
        return ("withdrawn.yaml",
            $$"""
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {name: withdrawn}
            spec:
              legalBasis: Load Test Act §3
              subjects: [{{string.Join(", ", blocks)}}]
              resources: [{all: true}]
              rules: [{name: withdrawn, effect: deny, paths: ["/**"]}]

            """);
    }

    private static string IssuerText() =>
        $$"""
        apiVersion: authz/v1
        kind: Issuer
        metadata: {name: {{TokenMint.IssuerName}}}
        spec: {issuer: "{{TokenMint.Issuer}}", audiences: [{{TokenMint.Audience}}], algorithms: [ES256], jwksFile: keys/idp.json}

        """;

    private static string DenyText() =>
        $$"""
        apiVersion: authz/v1
        kind: AccessPolicy
        metadata: {name: no-internals}
        spec:
          legalBasis: Load Test Act §1
          subjects: [{authenticated: true}]
          resources: [{all: true}]
          rules: [{name: no-internals, effect: deny, paths: ["/{{PolicyWorld.DeniedWord}}/**"]}]

        """;

    private static string BlockText(int block)
    {
        string name = PolicyWorld.BlockName(block);
        return $$"""
            apiVersion: authz/v1
            kind: BuildingBlock
            metadata: {name: {{name}}}
            spec:
              client: GOV/LOAD/{{name}}
              identities:
                - spiffe: {{PolicyWorld.SpiffeId(block)}}
                - jwt: {issuer: {{TokenMint.IssuerName}}, claims: {sub: {{name}}} }
              services: [{name: api, basePath: {{PolicyWorld.BasePath(block)}}, hosts: [{{PolicyWorld.Host(block)}}]}]

            """;
    }

    private static string PolicyText(IEnumerable<Grant> grants)
    {
        var text = new StringBuilder();
        foreach (Grant grant in grants)
        {
            if (grant.Rule == 0)
            {
                text.Append(
                    $$"""
                    apiVersion: authz/v1
                    kind: AccessPolicy
                    metadata: {name: {{grant.PolicyName}}}
                    spec:
                      legalBasis: Load Test Act §2
                      subjects: [{buildingBlock: {{PolicyWorld.BlockName(grant.Caller)}}}]
                      resources: [{buildingBlock: {{PolicyWorld.BlockName(grant.Target)}}, service: api}]
                      rules:

                    """);
            }

            string when = grant.NeedsPurpose ? ", when: [{header: {name: x-purpose, in: [care, emergency]}}]" : "";
            text.Append("    - {name: ").Append(grant.RuleName).Append(", effect: allow, methods: [").Append(grant.Method)
                .Append("], paths: [\"").Append(grant.Pattern).Append("\"]").Append(when).Append("}\n");
        }

        return text.ToString();
    }
}
