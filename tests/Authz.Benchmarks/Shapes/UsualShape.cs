namespace Authz.Benchmarks.Shapes;

/// <summary>What we take for usual: many blocks, each called by a few others, a few rules for each pair.</summary>
internal static class UsualShape
{
    public const string ThreeConditions =
        "{header: {name: x-purpose, in: [care, emergency]}}, {sourceAddress: {cidr: [10.0.0.0/8]}}, {query: {name: debug, exists: false}}";

    public const int RulesPerPair = 5;

    private const int RulesPerBlock = 50;
    private const int BlocksMin = 10;

    public static string ThirtySegments { get; } = string.Concat(Enumerable.Range(0, 30).Select(number => $"/level{number}"));

    public static PolicyShape Write(string name, int rules, int blocks = 0, string prefix = "", string when = "")
    {
        int blockCount = blocks > 0 ? blocks : Math.Max(BlocksMin, rules / RulesPerBlock);
        var files = new PolicyFiles();
        for (int i = 0; i < blockCount; i++)
        {
            files.AddBlock($"b{i}");
        }

        var questions = new List<Question>();
        int pairs = rules / RulesPerPair;
        for (int i = 0; i < pairs; i++)
        {
            string service = $"b{i % blockCount}";
            string caller = $"b{(i + 1 + (i / blockCount)) % blockCount}";
            string folder = $"{prefix}/files/k{i % 97}";
            files.AddPolicy($"p{i}", $"buildingBlock: {caller}", $"buildingBlock: {service}, service: api",
            [
                new($"{prefix}/records/{{id}}", When: when),
                new($"{prefix}/records/{{id}}/history", When: when),
                new($"{prefix}/reports/2026-*", When: when),
                new($"{folder}/**", "GET, POST", When: when),
                new($"{folder}/secret/**", IsDeny: true, When: when),
            ]);
            questions.Add(Ask(caller, service, "GET", $"{prefix}/records/{i}", isAllowed: true));
            questions.Add(Ask(caller, service, "GET", $"{prefix}/records/{i}/history", isAllowed: true));
            questions.Add(Ask(caller, service, "GET", $"{prefix}/reports/2026-11", isAllowed: true));
            questions.Add(Ask(caller, service, "POST", $"{folder}/2026/{i}", isAllowed: true));
            questions.Add(Ask(caller, service, "GET", $"{folder}/secret/{i}", isAllowed: false));
        }

        return new PolicyShape(name, pairs * RulesPerPair, files, [.. questions]);
    }

    public static Question Ask(string caller, string service, string method, string path, bool isAllowed) => new(
        caller, PolicyFiles.Service(service), PolicyFiles.Host(service), method, PolicyFiles.BasePath(service) + path, isAllowed);
}
