using System.Collections.Immutable;
using System.Globalization;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <summary>Access policies about one world, as YAML, and what each of their rules is made of.</summary>
internal sealed class RandomAccess(RandomSource random, RandomWorld world, RandomConditions conditions)
{
    // `p-1` and `p1` sort the other way round where punctuation is skipped; `q` before `p` shows the order of files.
    private static readonly string[] PolicyNames = ["q", "p", "p1", "p-1", "r", "z", "a", "m"];
    private static readonly string[] RuleNames = ["w", "c", "t", "b"];

    private readonly RandomRules rules = new(random, conditions);
    private readonly Dictionary<string, ImmutableArray<string>> constructsByRule = [];

    /// <summary>What the rules speak of, for requests that come near it.</summary>
    public IReadOnlyList<RandomAim> Aims => rules.Aims;

    public IReadOnlyDictionary<string, ImmutableArray<string>> ConstructsByRule => constructsByRule;

    public IEnumerable<string> Build() => [.. random.Some(PolicyNames, 6).Select(BuildPolicy)];

    /// <summary>A list of subjects; who they are is added to the callers.</summary>
    public string Subjects(List<NaiveCaller> callers) => Several(2, () => Subject([], callers));

    public void AddAims(IEnumerable<RandomAim> aims) => rules.AddAims(aims);

    public void Note(string rule, ImmutableArray<string> constructs) => constructsByRule[rule] = constructs;

    private string BuildPolicy(string name)
    {
        var constructs = new List<string>();
        string mode = random.Chance(12) ? "shadow" : random.Pick("", "enforce");
        constructs.Add(mode == "shadow" ? "mode: shadow" : "mode: enforce");
        string validity = random.Chance(35) ? Validity(constructs) : "";
        var callers = new List<NaiveCaller>();
        string subjects = Several(2, () => Subject(constructs, callers));
        var services = new List<RandomService>();
        string resources = Several(2, () => Resource(constructs, services));
        var written = new List<string>();
        foreach (string rule in random.Some(RuleNames, 4))
        {
            var ofRule = new List<string>(constructs);
            written.Add(rules.Build(rule, ofRule, services, [.. callers]));
            constructsByRule[$"{name}/{rule}"] = [.. ofRule];
        }

        return $"""
            apiVersion: authz/v1
            kind: AccessPolicy
            metadata: {"{"}name: {name}{"}"}
            spec:
              description: Made at random
              legalBasis: Test Act §1
              {(mode.Length == 0 ? "# enforced" : $"mode: {mode}")}
              {(validity.Length == 0 ? "# for ever" : validity)}
              subjects: [{subjects}]
              resources: [{resources}]
              rules:
                - {string.Join("\n    - ", written)}
            """;
    }

    private string Several(int most, Func<string> build)
    {
        // A set: two of the same would be a mistake of the author.
        var built = new SortedSet<string>(StringComparer.Ordinal);
        for (int count = random.Between(1, most); count > 0; count--)
        {
            built.Add(build());
        }

        return string.Join(", ", built);
    }

    private string Validity(List<string> constructs)
    {
        string from = $"from: {RandomRequests.From.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}";
        string until = $"until: {RandomRequests.Until.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}";
        constructs.Add("validity");
        return $"validity: {{{random.Pick(from, until, $"{from}, {until}")}}}";
    }

    private string Subject(List<string> constructs, List<NaiveCaller> callers)
    {
        string kind = random.Pick("buildingBlock", "buildingBlock", "group", "labels", "authenticated", "anonymous");
        constructs.Add($"subject: {kind}");
        RandomBlock named = random.Pick(world.Blocks);
        RandomGroup group = random.Pick(world.Groups);
        ImmutableSortedDictionary<string, string> labels = SomeLabels();
        (string text, Func<RandomBlock, bool> has) = kind switch
        {
            "buildingBlock" => ($"{{buildingBlock: {named.Name}}}", block => block == named),
            "group" => ($"{{group: {group.Name}}}", group.Has),
            "labels" => ($"{{labels: {PolicyYaml.Labels(labels)}}}", block => block.Carries(labels)),
            _ => ($"{{{kind}: true}}", (Func<RandomBlock, bool>)(_ => kind == "authenticated")),
        };
        callers.AddRange(world.Blocks.Where(has).Select(block => NaiveCaller.Of(block.Name)));
        callers.AddRange(kind == "anonymous" ? [NaiveCaller.Anonymous, NaiveCaller.Unknown] : []);
        return text;
    }

    private string Resource(List<string> constructs, List<RandomService> services)
    {
        string kind = random.Pick("service", "service", "service", "block", "group", "labels", "all");
        constructs.Add($"resource: {kind}");
        RandomService service = random.Pick([.. world.Services]);
        RandomGroup group = random.Pick(world.Groups);
        ImmutableSortedDictionary<string, string> labels = SomeLabels();
        (string text, Func<RandomService, bool> has) = kind switch
        {
            "service" => ($"{{buildingBlock: {service.Block}, service: {service.Name}}}", one => one == service),
            "block" => ($"{{buildingBlock: {service.Block}, service: \"*\"}}", one => one.Block == service.Block),
            "group" => ($"{{group: {group.Name}}}", one => group.Has(world.BlockOf(one))),
            "labels" => ($"{{labels: {PolicyYaml.Labels(labels)}}}", one => world.BlockOf(one).Carries(labels)),
            _ => ("{all: true}", (Func<RandomService, bool>)(_ => true)),
        };
        services.AddRange(world.Services.Where(has));
        return text;
    }

    private ImmutableSortedDictionary<string, string> SomeLabels()
    {
        ImmutableSortedDictionary<string, string> one = ImmutableSortedDictionary<string, string>.Empty
            .Add(random.Pick(RandomWorld.LabelKeys), random.Pick(RandomWorld.LabelValues));
        return random.Chance(25)
            ? one.SetItem(random.Pick(RandomWorld.LabelKeys), random.Pick(RandomWorld.LabelValues))
            : one;
    }
}
