using System.Collections.Immutable;

namespace Authz.Policies.Tests.Diagnostics;

/// <summary>The limits of conditions, each as a set of a given size.</summary>
internal static class ConditionLimitCases
{
    // What one named condition comes to; the limit of a set is a multiple of it.
    private const int NamedSize = 250;

    private const string Head = "apiVersion: authz/v1\nkind: ";
    private const string Leaf = "{sni: {exists: true}}";

    private const string Policy = Head + "BuildingBlock\nmetadata: {name: a}\n"
        + "spec: {services: [{name: s, basePath: /a}]}\n---\n" + Head + "AccessPolicy\nmetadata: {name: p}\n"
        + "spec: {legalBasis: Act, subjects: [{buildingBlock: a}], resources: [{buildingBlock: a, service: s}], rules: [";

    public static ImmutableArray<LimitCase> All { get; } =
    [
        LimitCase.OfText("conditions of a rule", "AZ0820", PolicyLimits.ConditionsPerRuleMax, size =>
            Rules(Rule("r", Join(size - 1, _ => Leaf)))),
        LimitCase.OfText("conditions of a rule by names of names", "AZ0820", PolicyLimits.ConditionsPerRuleMax, size =>
            Rules(Rule("r", "{use: c0}, {use: c0}" + string.Concat(Enumerable.Repeat($", {Leaf}", size - 255))))
            + Doubling(6)),
        LimitCase.OfText("conditions of a named condition", "AZ0820", PolicyLimits.ConditionsPerRuleMax, size =>
            Named("c", Join(size - 1, _ => Leaf))),
        LimitCase.OfText("depth of conditions", "AZ0821", PolicyLimits.ConditionDepthMax, size =>
            Rules(Rule("r", Nots(size - 1, Leaf)))),
        LimitCase.OfText("depth of conditions by names", "AZ0821", PolicyLimits.ConditionDepthMax, size =>
            Rules(Rule("r", Nots(size - 10, "{use: c}"))) + Named("c", Nots(9, Leaf))),
        LimitCase.OfText("conditions of a set", "AZ0820", PolicyLimits.ConditionsMax, size =>
            Rules(Join(size / NamedSize, i => Rule($"r{i}", "{use: c}")), size % NamedSize == 0 ? "" : Rule("last", Leaf))
            + Named("c", Join(NamedSize - 1, _ => Leaf))),
        LimitCase.OfText("length of an attribute's name", "AZ0812", PolicyLimits.AttributeNameLengthMax, size =>
            Rules(Rule("r", $"{{query: {{name: {Text(size)}, exists: true}}}}"))),
        LimitCase.OfText("length of a header's name", "AZ0812", PolicyLimits.AttributeNameLengthMax, size =>
            Rules(Rule("r", $"{{header: {{name: {Text(size)}, exists: true}}}}"))),
        LimitCase.OfText("length of a pointer", "AZ0814", PolicyLimits.PointerLengthMax, size =>
            Rules(Rule("r", $"{{body: {{pointer: /{Text(size - 1)}, exists: true}}}}"))),
        LimitCase.OfText("steps of a pointer", "AZ0814", PolicyLimits.PointerStepsMax, size =>
            Rules(Rule("r", $"{{body: {{pointer: {Repeat(size, "/a")}, exists: true}}}}"))),
        LimitCase.OfText("networks", "AZ0118", PolicyLimits.NetworksMax, size =>
            Rules(Rule("r", $"{{sourceAddress: {{cidr: [{Join(size, i => $"10.{i / 256}.{i % 256}.0/24")}]}}}}"))),
        LimitCase.OfText("length of an expression", "AZ0825", PolicyLimits.ExpressionLengthMax, size =>
            Rules(Rule("r", Matches(Repeat(size / 2, "()") + Repeat(size % 2, "a"))))),
        LimitCase.OfText("size of an expression", "AZ0825", PolicyLimits.ExpressionSizeMax, size =>
            Rules(Rule("r", Matches($"(?:ab){{{size / 2}}}{Repeat(size % 2, "c")}")))),
        LimitCase.OfText("repetitions of an expression", "AZ0825", PolicyLimits.ExpressionRepetitionsMax, size =>
            Rules(Rule("r", Matches($"(?:){{{size}}}")))),
        LimitCase.OfText("nesting of an expression", "AZ0825", PolicyLimits.ExpressionNestingMax, size =>
            Rules(Rule("r", Matches(new string('(', size) + new string(')', size))))),
        LimitCase.OfText("expressions of a set", "AZ0825", PolicyLimits.ExpressionsSizeMax, Expressions),
    ];

    /// <summary>
    /// Different expressions that come to this size: of each its places, and the three runs of before, at and behind its one
    /// character.
    /// </summary>
    private static string Expressions(int size)
    {
        const int each = 500;
        const int runs = 3;
        int count = size / each;
        return Rules(Join(count, i => Rule(
            $"r{i}", Matches($"\\x{{{0x4E00 + i:x}}}{{{each - runs + (i == 0 ? size % each : 0)}}}"))));
    }

    private static string Matches(string expression) => $"{{query: {{name: q, matches: '{expression}'}}}}";

    private static string Rules(params string[] rules) =>
        $"{Policy}{string.Join(", ", rules.Where(rule => rule.Length > 0))}]}}\n";

    private static string Rule(string name, string when) => $"{{name: {name}, effect: deny, when: [{when}]}}";

    private static string Named(string name, string when) =>
        $"---\n{Head}Condition\nmetadata: {{name: {name}}}\nspec: {{when: [{when}]}}\n";

    /// <summary>`c0` stands for two of `c1`, which stands for two of `c2`, and so on: 2^(n+1) - 1 conditions.</summary>
    private static string Doubling(int levels) => string.Concat(Enumerable.Range(0, levels).Select(
        i => Named($"c{i}", $"{{use: c{i + 1}}}, {{use: c{i + 1}}}"))) + Named($"c{levels}", Leaf);

    private static string Nots(int count, string inner) => Repeat(count, "{not: ") + inner + new string('}', count);

    private static string Text(int length) => new('a', length);

    private static string Join(int count, Func<int, string> item) => string.Join(", ", Enumerable.Range(0, count).Select(item));

    private static string Repeat(int count, string text) => string.Concat(Enumerable.Repeat(text, count));
}
