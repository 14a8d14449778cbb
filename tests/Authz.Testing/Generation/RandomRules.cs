using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <summary>Rules as YAML, and the calls that they speak of.</summary>
internal sealed partial class RandomRules(RandomSource random, RandomConditions conditions)
{
    private readonly RandomPatterns patterns = new(random);
    private readonly List<RandomAim> aims = [];

    public IReadOnlyList<RandomAim> Aims => aims;

    public void AddAims(IEnumerable<RandomAim> others) => aims.AddRange(others);

    /// <param name="constructs">Those of the policy; what the rule is made of is added.</param>
    public string Build(
        string name, List<string> constructs, List<RandomService> services, ImmutableArray<NaiveCaller> callers)
    {
        bool allow = random.Chance(70);
        constructs.Add(allow ? "effect: allow" : "effect: deny");
        var keys = new List<string> { $"name: {name}", allow ? "effect: allow" : "effect: deny" };
        string[] ids =
            [.. services.SelectMany(service => service.Operations).Select(operation => operation.Id).Distinct()];
        if (ids.Length > 0 && random.Chance(45))
        {
            constructs.Add("operations");
            IReadOnlyList<string> chosen = random.Some(ids, 3);
            keys.Add($"operations: [{string.Join(", ", chosen)}]");
            RandomAim[] called =
            [
                .. services.SelectMany(service => service.Operations
                    .Where(operation => chosen.Contains(operation.Id))
                    .Select(operation => new RandomAim(service, operation.Path, operation.Method, callers))),
            ];
            aims.AddRange(called);
            AddConditions(keys, constructs, [.. called.Select(aim => aim.Path)]);
        }
        else
        {
            IReadOnlyList<string> paths = AddMethodsAndPaths(keys, allow, constructs, services, callers);
            AddConditions(keys, constructs, paths);
        }

        return $"{{{string.Join(", ", keys)}}}";
    }

    private IReadOnlyList<string> AddMethodsAndPaths(
        List<string> keys,
        bool allow,
        List<string> constructs,
        List<RandomService> services,
        ImmutableArray<NaiveCaller> callers)
    {
        IReadOnlyList<string> methods = ["*"];
        IReadOnlyList<string> paths = ["/**"];
        bool ofEverything = random.Chance(12);
        if (allow || random.Chance(70))
        {
            methods = ofEverything ? ["*"] : Methods(services);
            constructs.Add("methods");
            keys.Add($"methods: [{string.Join(", ", methods.Select(Quote))}]");
        }

        if (allow || random.Chance(90))
        {
            paths = ofEverything ? ["/**"] : Paths(services);
            constructs.AddRange(paths.SelectMany(RandomPatterns.ConstructsOf).Distinct());
            keys.Add($"paths: [{string.Join(", ", paths.Select(Quote))}]");
        }

        aims.AddRange(
            from service in services
            from path in paths
            from method in methods
            select new RandomAim(service, path, method, callers));
        return paths;
    }

    /// <summary>A path parameter may stand in a condition if it stands in every path of the rule.</summary>
    private void AddConditions(List<string> keys, List<string> constructs, IReadOnlyList<string> paths)
    {
        if (!random.Chance(45))
        {
            return;
        }

        string[] parameters =
        [
            .. paths.Select(path => ParameterName().Matches(path).Select(name => name.Value))
                .Aggregate((some, others) => some.Intersect(others)),
        ];
        keys.Add($"when: {conditions.When(constructs, parameters)}");
    }

    [GeneratedRegex(@"(?<=\{)[a-z0-9]+(?=\})")]
    private static partial Regex ParameterName();

    private IReadOnlyList<string> Methods(List<RandomService> services)
    {
        string[] known = services.Exists(service => !service.Methods.IsEmpty)
            ? [.. RandomWorld.Methods, RandomWorld.ExtraMethod]
            : RandomWorld.Methods;
        return random.Chance(35) ? ["*"] : random.Some(known, 2);
    }

    private SortedSet<string> DistinctPaths(bool matrixParameters)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        for (int count = random.Between(1, 3); count > 0; count--)
        {
            paths.Add(patterns.ForRule(matrixParameters));
        }

        return paths;
    }

    private string[] Paths(List<RandomService> services) =>
        [.. DistinctPaths(services.Exists(service => service.MatrixParametersAllowed))];

    private static string Quote(string text) => $"\"{text}\"";
}
