using System.Collections.Immutable;

namespace Authz.Benchmarks.Shapes;

/// <summary>The shapes by name. What is generated depends on nothing but the name and the number of rules.</summary>
internal static class ShapeCatalog
{
    public const string Usual = "usual";
    public const string Conditional = "conditional";

    public static ImmutableArray<ShapeKind> All { get; } =
    [
        new(Usual, "five rules a pair of caller and service, ten pairs a block", rules => UsualShape.Write(Usual, rules)),
        new(Conditional, "the same, and every rule asks for a header, an address, and that a parameter is absent", rules =>
            UsualShape.Write(Conditional, rules, when: UsualShape.ThreeConditions)),
        new("blocks", "the same over 10,000 blocks", rules => UsualShape.Write("blocks", rules, blocks: 10_000)),
        new("deep", "the same, each path below thirty more segments", rules => UsualShape.Write("deep", rules, prefix: UsualShape.ThirtySegments)),
        new("one-service", "ten callers, one service, paths that share nothing but their first segment", CrowdedShapes.OneService),
        new("wildcards", "fifty rules a pair, whose segments are text, `{x}`, `x-*` or `*` by chance", CrowdedShapes.Wildcards),
        new("overlapping", "one caller, one service, every way to write `a` or `{x}` in each segment: all rules match one path", CrowdedShapes.Overlapping),
        new("wide-groups", "10,000 blocks, ten groups with half of them each, by chance: 1,024 kinds of callers", WideShapes.Groups),
        new("wide-policies", "200 blocks, each policy for every service", WideShapes.Policies),
    ];

    public static PolicyShape Write(string name, int rules) => All.Single(kind => kind.Name == name).Write(rules);
}
