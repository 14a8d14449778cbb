namespace Authz.Benchmarks.Shapes;

/// <summary>Few words that stand for many pairs of a caller and a service.</summary>
internal static class WideShapes
{
    private const int GroupCount = 10;
    private const int GroupedBlocks = 10_000;
    private const int Services = 200;
    private const int Seed = 20_261_128;

    /// <summary>Each block is in a group or not by chance, so that there are as many kinds of callers as there can be.</summary>
    public static PolicyShape Groups(int rules)
    {
        var random = new Random(Seed);
        int[] kinds = [.. Enumerable.Range(0, GroupedBlocks).Select(_ => random.Next(1 << GroupCount))];
        return Write("wide-groups", rules, GroupedBlocks, (block, group) => ((kinds[block] >> group) & 1) == 1);
    }

    /// <summary>Ten groups of exactly ten thousand blocks each, no two of them alike.</summary>
    public static PolicyShape TenGroupsOfTenThousand(int rules) =>
        Write("ten-groups", rules, GroupedBlocks + (GroupedBlocks / GroupCount), (block, group) => block % (GroupCount + 1) != group);

    public static PolicyShape Policies(int rules)
    {
        var files = new PolicyFiles();
        for (int i = 0; i < Services; i++)
        {
            files.AddBlock($"b{i}");
        }

        var questions = new List<Question>();
        int policies = rules / UsualShape.RulesPerPair;
        for (int i = 0; i < policies; i++)
        {
            string caller = $"b{i % Services}";
            files.AddPolicy($"p{i}", $"buildingBlock: {caller}", "all: true", Rules(i));
            questions.AddRange(Enumerable.Range(0, UsualShape.RulesPerPair).Select(number =>
                UsualShape.Ask(caller, $"b{(i * 7) % Services}", "GET", $"/areas/area{i}/{number}/{i}", isAllowed: true)));
        }

        return new PolicyShape("wide-policies", policies * UsualShape.RulesPerPair, files, [.. questions]);
    }

    private static PolicyShape Write(string name, int rules, int blocks, Func<int, int, bool> isMember)
    {
        var files = new PolicyFiles();
        for (int i = 0; i < blocks; i++)
        {
            files.AddBlock($"b{i}");
        }

        int[][] members = [.. Enumerable.Range(0, GroupCount).Select(group =>
            Enumerable.Range(0, blocks).Where(block => isMember(block, group)).ToArray())];
        for (int group = 0; group < GroupCount; group++)
        {
            files.AddGroup($"g{group}", members[group].Select(block => $"b{block}"));
        }

        var questions = new List<Question>();
        int policies = rules / UsualShape.RulesPerPair;
        for (int i = 0; i < policies; i++)
        {
            string service = $"b{i % blocks}";
            files.AddPolicy($"p{i}", $"group: g{i % GroupCount}", $"buildingBlock: {service}, service: api", Rules(i));
            int[] callers = members[i % GroupCount];
            questions.AddRange(Enumerable.Range(0, UsualShape.RulesPerPair).Select(number =>
                UsualShape.Ask($"b{callers[(i * 31) % callers.Length]}", service, "GET", $"/areas/area{i}/{number}/{i}", isAllowed: true)));
        }

        return new PolicyShape(name, policies * UsualShape.RulesPerPair, files, [.. questions]);
    }

    private static IEnumerable<ShapeRule> Rules(int policy) => Enumerable.Range(0, UsualShape.RulesPerPair)
        .Select(number => new ShapeRule($"/areas/area{policy}/{number}/{{id}}"));
}
