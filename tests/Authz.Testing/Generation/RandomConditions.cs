using System.Globalization;

namespace Authz.Testing.Generation;

/// <summary>Conditions as YAML in flow style, which can be cut into pieces at its commas.</summary>
internal sealed class RandomConditions(RandomSource random)
{
    private const int DepthMax = 3;

    private static readonly string[] ListOperators =
        ["equals", "equals", "in", "prefix", "suffix", "containsText", "matches", "contains", "contains", "exists", "cidr"];

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly List<string> names = [];

    /// <summary>Documents of named conditions, each of which may use those before it.</summary>
    public IReadOnlyList<string> Documents()
    {
        var documents = new List<string>();
        for (int i = random.Between(0, 2); i > 0; i--)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"named{i}");
            documents.Add($"""
                apiVersion: authz/v1
                kind: Condition
                metadata: {"{"}name: {name}{"}"}
                spec: {"{"}when: {When([], [])}{"}"}
                """);
            names.Add(name);
        }

        return documents;
    }

    /// <param name="constructs">What the conditions are made of is added.</param>
    /// <param name="parameters">Path parameters that stand in every path of the rule.</param>
    public string When(List<string> constructs, IReadOnlyList<string> parameters)
    {
        int count = random.Chance(70) ? 1 : 2;
        return Several(count, constructs, parameters, 0);
    }

    private string Several(int count, List<string> constructs, IReadOnlyList<string> parameters, int depth) =>
        $"[{string.Join(", ", Enumerable.Range(0, count).Select(_ => Condition(constructs, parameters, depth)))}]";

    private string Condition(List<string> constructs, IReadOnlyList<string> parameters, int depth)
    {
        int kind = random.Between(1, 100);
        if (depth < DepthMax && kind <= 30)
        {
            string word = random.Pick("any", "any", "all", "not");
            constructs.Add($"condition: {word}");
            return word == "not"
                ? $"{{not: {Condition(constructs, parameters, depth + 1)}}}"
                : $"{{{word}: {Several(random.Between(1, 3), constructs, parameters, depth + 1)}}}";
        }

        if (kind <= 40)
        {
            constructs.Add("condition: time");
            return Time();
        }

        if (kind <= 47 && names.Count > 0)
        {
            constructs.Add("condition: use");
            return $"{{use: {random.Pick(names)}}}";
        }

        return Comparison(constructs, parameters);
    }

    private string Time()
    {
        int from = random.Between(0, RandomVocabulary.Hours.Length - 2);
        int until = random.Between(from + 1, RandomVocabulary.Hours.Length - 1);
        string days = $"days: [{string.Join(", ", random.Some(Days, 5))}]";
        string between = $"between: [\"{RandomVocabulary.Hours[from]}\", \"{RandomVocabulary.Hours[until]}\"]";
        return $"{{time: {{zone: {random.Pick(RandomVocabulary.Zones)}, {random.Pick(days, between, $"{days}, {between}")}}}}}";
    }

    private string Comparison(List<string> constructs, IReadOnlyList<string> parameters)
    {
        string attribute = parameters.Count > 0 && random.Chance(60) ? "pathParameter" : random.Pick(
            "header", "header", "query", "query", "sourceAddress", "sni", "contextExtension", "metadata", "body", "body", "claim");
        constructs.Add($"condition: {attribute}");
        string keys = Keys(attribute, parameters);
        string operation = attribute == "sourceAddress" ? "cidr" : random.Pick(ListOperators);
        bool isOne = attribute is "pathParameter" or "sni" or "contextExtension";
        operation = operation == "contains" && isOne ? "equals" : operation;
        constructs.Add($"operator: {operation}");
        string[] texts = attribute == "pathParameter" ? RandomPaths.Runs : RandomVocabulary.Texts;
        string compared = $"{operation}: {Operand(operation, texts, constructs, parameters)}";
        bool mayBeQuantified = operation is not ("contains" or "exists") && attribute != "sourceAddress";
        if (mayBeQuantified && random.Chance(30))
        {
            string quantifier = random.Pick("any", "all");
            constructs.Add($"quantifier: {quantifier}");
            compared = $"{quantifier}: {{{compared}}}";
        }

        return $"{{{attribute}: {{{(keys.Length == 0 ? compared : $"{keys}, {compared}")}}}}}";
    }

    private string Operand(
        string operation, string[] texts, List<string> constructs, IReadOnlyList<string> parameters)
    {
        if (operation is "equals" or "in" or "prefix" or "suffix" or "containsText" or "contains" && random.Chance(25))
        {
            constructs.Add("operand: attribute");
            return OtherAttribute(parameters);
        }

        return operation switch
        {
            "in" => $"[{string.Join(", ", random.Some(texts, 3).Distinct().Select(Quote))}]",
            "cidr" => random.Chance(50)
                ? Quote(random.Pick(RandomVocabulary.Networks))
                : $"[{string.Join(", ", random.Some(RandomVocabulary.Networks, 3).Select(Quote))}]",
            "exists" => random.Pick("true", "true", "false"),
            "matches" => Quote(random.Pick(RandomVocabulary.Expressions)),
            "equals" or "contains" => Quote(random.Pick(texts)),
            _ => Quote(random.Pick("o", "on", "e", "one", "7", "é", "x", "t")),
        };
    }

    private string OtherAttribute(IReadOnlyList<string> parameters)
    {
        string attribute = parameters.Count > 0 && random.Chance(40) ? "pathParameter" : random.Pick(
            "header", "header", "query", "sni", "contextExtension", "metadata", "body", "claim");
        return attribute == "sni" ? "{sni: true}" : $"{{{attribute}: {{{Keys(attribute, parameters)}}}}}";
    }

    private string Keys(string attribute, IReadOnlyList<string> parameters) => attribute switch
    {
        "header" => $"name: {random.Pick(RandomVocabulary.Headers)}",
        "query" => $"name: {Quote(random.Pick(RandomVocabulary.Parameters))}",
        "pathParameter" => $"name: {random.Pick(parameters)}",
        "contextExtension" => $"name: {random.Pick(RandomVocabulary.Extensions)}",
        "metadata" => $"filter: {random.Pick(RandomVocabulary.Filters)}, pointer: {Quote(random.Pick(RandomVocabulary.Pointers))}",
        "body" => $"pointer: {Quote(random.Pick(RandomVocabulary.Pointers))}",
        "claim" => $"issuer: {random.Pick(RandomVocabulary.Issuers)}, path: {Quote(random.Pick(RandomVocabulary.Claims))}",
        _ => "",
    };

    private static string Quote(string text) => $"\"{text}\"";
}
