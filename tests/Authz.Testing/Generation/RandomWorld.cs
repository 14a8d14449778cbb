using System.Collections.Immutable;
using System.Globalization;

namespace Authz.Testing.Generation;

/// <summary>Blocks that call and are called, with services on overlapping base paths, and groups of them.</summary>
internal sealed record RandomWorld(ImmutableArray<RandomBlock> Blocks, ImmutableArray<RandomGroup> Groups)
{
    public static readonly string[] Hosts = ["h.gov", "k.gov"];

    public static readonly string[] Methods = ["GET", "POST", "PUT"];

    public const string ExtraMethod = "LOCK";

    public static readonly string[] LabelKeys = ["colour", "size"];

    public static readonly string[] LabelValues = ["one", "two"];

    private static readonly string[] BlockNames = ["a", "b", "c", "d"];
    private static readonly string[] BasePaths = ["/", "/x", "/x/y", "/x/y/x", "/y", "/é"];

    public IEnumerable<RandomService> Services => Blocks.SelectMany(block => block.Services);

    public RandomBlock BlockOf(RandomService service) => Blocks.Single(block => block.Name == service.Block);

    public static RandomWorld Build(RandomSource random)
    {
        RandomBlock[] blocks = [.. BlockNames.Select(name => new RandomBlock(name, SomeLabels(random)))];
        var taken = new List<RandomService>();
        int count = random.Between(1, 5);
        for (int i = 0; i < count; i++)
        {
            RandomService service = BuildService(random, $"s{i.ToString(CultureInfo.InvariantCulture)}");
            if (!taken.Exists(other => IsSamePlace(other, service)))
            {
                taken.Add(service);
            }
        }

        return new RandomWorld(
            [.. blocks.Select(block => WithServices(random, block, taken))],
            [BuildGroup(random, "g"), BuildGroup(random, "h")]);
    }

    private static RandomService BuildService(RandomSource random, string name)
    {
        ImmutableArray<string> hosts = random.Chance(55) ? [] : [.. random.Some(Hosts, 2)];
        return new RandomService(random.Pick(BlockNames), name, random.Pick(BasePaths), hosts)
        {
            Operations = RandomOperations.Build(random),
            Methods = random.Chance(20) ? [ExtraMethod] : [],
            MatrixParametersAllowed = random.Chance(15),
            MethodOverrideIgnored = random.Chance(15),
        };
    }

    private static RandomBlock WithServices(RandomSource random, RandomBlock block, List<RandomService> services)
    {
        RandomService[] own = [.. services.Where(service => service.Block == block.Name)];
        IEnumerable<string> inside = services
            .Where(other => other.Block != block.Name && own.Any(service => IsInside(other.BasePath, service.BasePath)))
            .Select(other => other.Block)
            .Distinct();
        // Beside one that takes requests: of connections alone a rule with paths could not speak.
        string? tcp = own.Length > 0 && random.Chance(35) ? $"db-{block.Name}" : null;
        return block with { Services = [.. own], Delegates = [.. inside], TcpService = tcp };
    }

    /// <summary>Two services there would be an error of the set.</summary>
    private static bool IsSamePlace(RandomService one, RandomService other)
    {
        bool sameHost = one.Hosts.IsEmpty ? other.Hosts.IsEmpty : one.Hosts.Any(host => other.Hosts.Contains(host));
        return sameHost && one.BasePath == other.BasePath;
    }

    private static bool IsInside(string inner, string outer) =>
        inner == outer || inner.StartsWith($"{outer.TrimEnd('/')}/", StringComparison.Ordinal);

    private static RandomGroup BuildGroup(RandomSource random, string name)
    {
        ImmutableSortedDictionary<string, string> selector = SomeLabels(random);
        bool named = selector.IsEmpty || random.Chance(60);
        return new RandomGroup(name, named ? [.. random.Some(BlockNames, 2)] : [], selector);
    }

    private static ImmutableSortedDictionary<string, string> SomeLabels(RandomSource random)
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string key in LabelKeys.Where(_ => random.Chance(55)))
        {
            labels[key] = random.Pick(LabelValues);
        }

        return labels.ToImmutable();
    }
}
