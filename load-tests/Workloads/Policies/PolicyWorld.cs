namespace Authz.Workloads.Policies;

/// <summary>
/// A made-up country: blocks that offer one service each, and policies that let one block call another. The same rules and
/// seed give the same country, on every machine.
/// </summary>
public sealed class PolicyWorld
{
    public const int RulesMin = 10;
    public const int RulesMax = 1_000_000;
    public const int RulesPerPolicy = 10;

    /// <summary>Of the deny rule that stands beside the grants.</summary>
    public const string DenyRuleName = "no-internals/no-internals";

    /// <summary>Of the deny rule by which some blocks may call nothing.</summary>
    public const string WithdrawnRuleName = "withdrawn/withdrawn";

    /// <summary>The first segment that nobody may call.</summary>
    public const string DeniedWord = "internal";

    private const int BlocksMin = 20;

    // Blocks grow with the root of the rules, as a country's do: more blocks, and each calls more of the others.
    private const double RulesPerSquareOfBlocks = 0.4;

    private static readonly string[] words =
    [
        "accounts", "addresses", "appeals", "appointments", "benefits", "births", "certificates", "children", "cases", "claims",
        "consents", "contacts", "courses", "deeds", "documents", "employers", "events", "families", "fees", "fines", "forms",
        "grants", "guardians", "households", "incomes", "invoices", "licences", "marriages", "meters", "notices", "orders",
        "parcels", "patients", "payments", "pensions", "permits", "persons", "records", "schools", "tickets", "vehicles", "visits",
    ];

    private static readonly (string Method, PathShape Shape, bool NeedsPurpose)[] rules =
    [
        ("GET", PathShape.Item, true),
        ("GET", PathShape.Item, false),
        ("POST", PathShape.Collection, false),
        ("PUT", PathShape.Item, false),
        ("GET", PathShape.SubItems, false),
        ("DELETE", PathShape.Item, false),
        ("GET", PathShape.Tree, false),
        ("GET", PathShape.File, false),
        ("GET", PathShape.Prefix, false),
        ("POST", PathShape.Action, true),
    ];

    public PolicyWorld(int ruleCount, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ruleCount, RulesMin);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ruleCount, RulesMax);
        Seed = seed;
        BlockCount = Math.Max(BlocksMin, (int)Math.Sqrt(ruleCount / RulesPerSquareOfBlocks));
        Grants = GrantsOf(ruleCount, seed, BlockCount);
    }

    public int Seed { get; }

    public int BlockCount { get; }

    public int PolicyCount => Grants[^1].Policy + 1;

    /// <summary>In the order of their policies.</summary>
    public IReadOnlyList<Grant> Grants { get; }

    public static IReadOnlyList<string> Words => words;

    public static string PolicyName(int policy) => $"grant-{policy:D6}";

    public static string BlockName(int block) => $"bb-{block:D5}";

    public static string SpiffeId(int block) => $"spiffe://gov.example/bb/{BlockName(block)}";

    public static string BasePath(int block) => $"/r1/GOV/{BlockName(block)}";

    public static string ServiceName(int block) => $"{BlockName(block)}/api";

    /// <summary>Half of the blocks have a host of their own, the others stand behind one.</summary>
    public static string Host(int block) => block % 2 == 0 ? $"{BlockName(block)}.gov.example" : "exchange.gov.example";

    /// <summary>Whether this block may call nothing, where each so many-th may not.</summary>
    public static bool IsWithdrawn(int block, int each) => block % each == 0;

    /// <summary>Words that no grant of this policy begins with.</summary>
    public IEnumerable<string> WordsBeside(Grant grant) =>
        words.Except(GrantsOfPolicy(grant.Policy).Select(other => other.Word), StringComparer.Ordinal);

    /// <summary>A block that no policy lets call this grant's service.</summary>
    public int StrangerTo(Grant grant)
    {
        // Policies go round the callers; the last round that is begun is the farthest that anybody reaches.
        int farthest = (PolicyCount - 1) / BlockCount;
        return (grant.Target - farthest - 2 + BlockCount) % BlockCount;
    }

    private static List<Grant> GrantsOf(int ruleCount, int seed, int blockCount)
    {
        var random = new Random(seed);
        var grants = new List<Grant>(ruleCount);
        string[] shuffled = [.. words];
        for (int policy = 0; grants.Count < ruleCount; policy++)
        {
            int caller = policy % blockCount;
            int target = (caller + 1 + (policy / blockCount)) % blockCount;
            random.Shuffle(shuffled);
            for (int rule = 0; rule < RulesPerPolicy && grants.Count < ruleCount; rule++)
            {
                (string method, PathShape shape, bool needsPurpose) = rules[rule];
                grants.Add(new Grant(policy, rule, caller, target, method, shuffled[rule], shape, needsPurpose));
            }
        }

        return grants;
    }

    private IEnumerable<Grant> GrantsOfPolicy(int policy) => Grants.Skip(policy * RulesPerPolicy).TakeWhile(grant => grant.Policy == policy);
}
