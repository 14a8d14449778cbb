using System.Collections.Immutable;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <summary>Rules as YAML, and the calls that they speak of.</summary>
internal sealed class RandomRules(RandomSource random)
{
    private readonly RandomPatterns patterns = new(random);
    private readonly List<RandomAim> aims = [];

    public IReadOnlyList<RandomAim> Aims => aims;

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
            aims.AddRange(services.SelectMany(service => service.Operations
                .Where(operation => chosen.Contains(operation.Id))
                .Select(operation => new RandomAim(service, operation.Path, operation.Method, callers))));
        }
        else
        {
            AddMethodsAndPaths(keys, allow, constructs, services, callers);
        }

        return $"{{{string.Join(", ", keys)}}}";
    }

    private void AddMethodsAndPaths(
        List<string> keys,
        bool allow,
        List<string> constructs,
        List<RandomService> services,
        ImmutableArray<NaiveCaller> callers)
    {
        IReadOnlyList<string> methods = ["*"];
        IReadOnlyList<string> paths = ["/**"];
        if (allow || random.Chance(70))
        {
            methods = Methods(services);
            constructs.Add("methods");
            keys.Add($"methods: [{string.Join(", ", methods.Select(Quote))}]");
        }

        if (allow || random.Chance(90))
        {
            paths = Paths(services);
            constructs.AddRange(paths.SelectMany(RandomPatterns.ConstructsOf).Distinct());
            keys.Add($"paths: [{string.Join(", ", paths.Select(Quote))}]");
        }

        aims.AddRange(
            from service in services
            from path in paths
            from method in methods
            select new RandomAim(service, path, method, callers));
    }

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
