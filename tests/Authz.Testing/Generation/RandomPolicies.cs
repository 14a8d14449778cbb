namespace Authz.Testing.Generation;

/// <summary>
/// Valid policy sets at random, with requests biased towards the interesting. Alphabets are tiny, so that names, paths,
/// hosts and times meet.
/// </summary>
public static class RandomPolicies
{
    public static RandomPolicySet Build(int seed, int requestCount)
    {
        var random = new RandomSource(seed);
        RandomWorld world = RandomWorld.Build(random);
        var access = new RandomAccess(random, world);
        IEnumerable<string> documents =
        [
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
