using System.Collections.Immutable;
using Authz.Testing.Naive;

namespace Authz.Testing.Generation;

/// <summary>Requests about one world, most of them near what its policies speak of.</summary>
internal sealed class RandomRequests(RandomSource random, RandomWorld world, IReadOnlyList<RandomAim> aims)
{
    public static readonly DateTimeOffset From = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Until = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset[] Times =
    [
        From.AddTicks(-1), From, From.AddDays(1), From.AddDays(2), Until.AddTicks(-1), Until, Until.AddTicks(1),
        new(2027, 1, 1, 0, 30, 0, TimeSpan.FromHours(1)),
    ];

    private static readonly string[] BadHosts =
    [
        "", ".", "h.gov,k.gov", "u@h.gov", "h.gov:", "h.gov:x", "h.gov:99999", "h\u00e9.gov", "[::1", "h.gov/", "h gov",
    ];

    private static readonly string[] BadMethods = ["get", "FOO", "", "GET ", "TRACE", RandomWorld.ExtraMethod];

    private static readonly string[] OverrideHeaders =
        ["x-http-method-override", "X-HTTP-Method", "x-Method-override", "x-method"];

    private readonly RandomPaths paths = new(random);
    private readonly RandomAttributes attributes = new(random);

    public NaiveRequest Build()
    {
        RandomAim aim = aims.Count > 0 && random.Chance(75) ? random.Pick(aims) : AnyAim();
        RandomService service = aim.Service;
        if (world.BlockOf(service).TcpService is { } tcp && random.Chance(20))
        {
            return Connection(aim, tcp);
        }

        string method = AnyMethod(aim);
        string below = paths.Changed(paths.Matching(aim.Path), service.MatrixParametersAllowed);
        string target = paths.Encoded(Full(service, below));
        return attributes.AddTo(new NaiveRequest
        {
            Caller = AnyCaller(aim),
            Host = AnyHost(service),
            Method = method,
            Target = (random.Chance(4) ? paths.Faulty(target) : target) + paths.Query(),
            Headers = AnyHeaders(method),
            RouteBinding = AnyBinding(service),
            Time = random.Pick(Times),
        });
    }

    private NaiveRequest Connection(RandomAim aim, string tcp)
    {
        var request = new NaiveRequest
        {
            Caller = AnyCaller(aim),
            IsConnection = true,
            Host = "",
            Method = "",
            Target = "",
            RouteBinding = null,
            Time = random.Pick(Times),
        };
        string sni = random.Pick($"{tcp}.gov", $"{tcp}.gov", $"{tcp}.other.GOV", $"{tcp}.gov.", tcp, "");
        return attributes.AddToConnection(request) with { Sni = sni };
    }

    private RandomAim AnyAim()
    {
        RandomService service = random.Pick([.. world.Services]);
        if (service.Operations.IsEmpty || random.Chance(25))
        {
            return new RandomAim(service, random.Pick("/{a}", "/{a}/{b}", "/{a}/", "/**", "/"), "*", []);
        }

        RandomOperation operation = random.Pick(service.Operations);
        return new RandomAim(service, operation.Path, operation.Method, []);
    }

    private string Full(RandomService service, string below)
    {
        string basePath = service.BasePath.TrimEnd('/');
        return below == "/" && basePath.Length > 0 && random.Chance(50) ? basePath : basePath + below;
    }

    private string AnyMethod(RandomAim aim)
    {
        if (random.Chance(3))
        {
            return random.Pick(BadMethods);
        }

        if (aim.Method != "*" && random.Chance(75))
        {
            return aim.Method;
        }

        return random.Chance(95)
            ? random.Pick(["GET", "GET", "POST", "PUT", "HEAD", .. aim.Service.Methods])
            : random.Pick("PATCH", "DELETE", "OPTIONS", "QUERY");
    }

    private NaiveCaller AnyCaller(RandomAim aim)
    {
        if (!aim.Callers.IsEmpty && random.Chance(75))
        {
            return random.Pick(aim.Callers);
        }

        return random.Chance(75)
            ? NaiveCaller.Of(random.Pick(world.Blocks).Name)
            : random.Pick(NaiveCaller.Anonymous, NaiveCaller.Unknown);
    }

    private string AnyHost(RandomService service)
    {
        if (random.Chance(3))
        {
            return random.Pick(BadHosts);
        }

        string host = service.Hosts.IsEmpty || random.Chance(3) ? "any.gov" : random.Pick(service.Hosts);
        if (random.Chance(80))
        {
            return host;
        }

        return random.Pick(
            host.ToUpperInvariant(), $"{host}:443", $"{host}.", $"{host}.:80", $"{host}..", $"x{host}",
            random.Pick(RandomWorld.Hosts), "[::1]:443", "[2001:DB8::1]");
    }

    private string? AnyBinding(RandomService service)
    {
        if (random.Chance(95))
        {
            return service.QualifiedName;
        }

        RandomService another = random.Pick([.. world.Services]);
        return random.Chance(30)
            ? null
            : random.Pick(another.QualifiedName, "", service.Name, $"{service.QualifiedName}x");
    }

    private ImmutableArray<KeyValuePair<string, string>> AnyHeaders(string method)
    {
        if (random.Chance(93))
        {
            return [];
        }

        string value = random.Pick(
            method, $" {method}\t", "DELETE", $"{method},{method}", "", method.ToLowerInvariant());
        return
        [
            new KeyValuePair<string, string>("accept", "*/*"),
            new KeyValuePair<string, string>(random.Pick(OverrideHeaders), value),
        ];
    }
}
