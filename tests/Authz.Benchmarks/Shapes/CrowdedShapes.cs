using System.Numerics;

namespace Authz.Benchmarks.Shapes;

/// <summary>Many rules where a decision must look: on one service, or with patterns that match the same paths.</summary>
internal static class CrowdedShapes
{
    private const int Callers = 10;
    private const int RulesPerPolicy = 1_000;
    private const int WildcardRulesPerPair = 50;
    private const int WildcardSegments = 8;
    private const int Seed = 20_261_128;

    public static PolicyShape OneService(int rules)
    {
        PolicyFiles files = WithBlocks(Callers + 1);
        var questions = new List<Question>();
        for (int from = 0; from < rules; from += RulesPerPolicy / Callers)
        {
            int[] numbers = [.. Enumerable.Range(from, Math.Min(RulesPerPolicy / Callers, rules - from))];
            string caller = $"b{1 + (from / (RulesPerPolicy / Callers) % Callers)}";
            files.AddPolicy($"p{from}", $"buildingBlock: {caller}", "buildingBlock: b0, service: api",
                numbers.Select(number => new ShapeRule($"/areas/area{number}/{{id}}")));
            questions.AddRange(numbers.Select(number =>
                UsualShape.Ask(caller, "b0", "GET", $"/areas/area{number}/{number}", isAllowed: true)));
        }

        return new PolicyShape("one-service", rules, files, [.. questions]);
    }

    public static PolicyShape Wildcards(int rules)
    {
        var random = new Random(Seed);
        int pairs = Math.Max(1, rules / WildcardRulesPerPair);
        PolicyFiles files = WithBlocks(pairs + 1);
        var questions = new List<Question>();
        for (int i = 0; i < pairs; i++)
        {
            string caller = $"b{i + 1}";
            string[] patterns = [.. Enumerable.Range(0, WildcardRulesPerPair).Select(_ => string.Concat(
                Enumerable.Range(0, WildcardSegments).Select(_ => random.Next(4) switch
                {
                    0 => $"/x-{(char)('a' + random.Next(3))}",
                    1 => "/{s}",
                    2 => "/x-*",
                    _ => "/*",
                })))];
            files.AddPolicy($"p{i}", $"buildingBlock: {caller}", $"buildingBlock: b{i}, service: api",
                patterns.Distinct().Select(pattern => new ShapeRule(WithNamedParameters(pattern))));
            questions.AddRange(patterns.Select(pattern => UsualShape.Ask(
                caller, $"b{i}", "GET", pattern.Replace("{s}", "x-b").Replace("*", "x-c").Replace("x-x-c", "x-c"), isAllowed: true)));
        }

        return new PolicyShape("wildcards", pairs * WildcardRulesPerPair, files, [.. questions]);
    }

    public static PolicyShape Overlapping(int rules)
    {
        PolicyFiles files = WithBlocks(2);
        int segments = BitOperations.Log2((uint)rules - 1) + 1;
        for (int from = 0; from < rules; from += RulesPerPolicy)
        {
            files.AddPolicy($"p{from:D6}", "buildingBlock: b1", "buildingBlock: b0, service: api",
                Enumerable.Range(from, Math.Min(RulesPerPolicy, rules - from)).Select(number => new ShapeRule(
                    string.Concat(Enumerable.Range(0, segments).Select(bit => ((number >> bit) & 1) == 0 ? $"/{{x{bit}}}" : "/a")))));
        }

        Question question = UsualShape.Ask("b1", "b0", "GET", string.Concat(Enumerable.Repeat("/a", segments)), isAllowed: true);
        return new PolicyShape("overlapping", rules, files, [question]);
    }

    // A name stands once in a pattern.
    private static string WithNamedParameters(string pattern) =>
        string.Join('/', pattern.Split('/').Select((segment, index) => segment == "{s}" ? $"{{s{index}}}" : segment));

    private static PolicyFiles WithBlocks(int count)
    {
        var files = new PolicyFiles();
        for (int i = 0; i < count; i++)
        {
            files.AddBlock($"b{i}");
        }

        return files;
    }
}
