namespace Authz.Testing.Generation;

/// <summary>
/// Valid policy sets at random, with requests biased towards the interesting. Alphabets are tiny, so that names, paths,
/// hosts and times meet.
/// </summary>
public static class RandomPolicies
{
    private const string Issuers = """
        apiVersion: authz/v1
        kind: Issuer
        metadata: {name: idp}
        spec: {issuer: "https://idp.gov", audiences: [authz], algorithms: [ES256], jwksUri: "https://idp.gov/keys"}
        ---
        apiVersion: authz/v1
        kind: Issuer
        metadata: {name: apd}
        spec: {issuer: "https://apd.gov", audiences: [authz], algorithms: [ES256], jwksUri: "https://apd.gov/keys"}
        """;

    public static RandomPolicySet Build(int seed, int requestCount)
    {
        var random = new RandomSource(seed);
        RandomWorld world = RandomWorld.Build(random);
        var conditions = new RandomConditions(random);
        IReadOnlyList<string> named = conditions.Documents();
        var access = new RandomAccess(random, world, conditions);
        IEnumerable<string> rooms = new RandomRooms(random, world, access).Build();
        IEnumerable<string> documents =
        [
            Issuers,
            .. named,
            .. rooms,
            .. world.Blocks.Select(PolicyYaml.Block),
            .. access.Build(),
            .. world.Groups.Select(PolicyYaml.Group),
        ];
        var requests = new RandomRequests(random, world, access.Aims);
        return new RandomPolicySet(
            seed,
            string.Join("\n---\n", documents.Select(document => document.TrimEnd('\n'))),
            [.. Enumerable.Range(0, requestCount).Select(_ => requests.Build())],
            access.ConstructsByRule);
    }
}
