using System.Globalization;
using Authz.Testing.Generation;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>
/// Random policy sets, each asked by random requests, on both evaluators; run once for all tests that look at it.
/// `AUTHZ_RANDOM_SETS` asks for more sets and `AUTHZ_RANDOM_SEED` for others.
/// </summary>
public sealed class RandomRun
{
    private const int SetsDefault = 10_000;
    private const int RequestsPerSet = 20;
    private const int DisagreementsMax = 5;

    private readonly SortedDictionary<int, Disagreement> disagreements = [];

    public RandomRun()
    {
        int first = Setting("AUTHZ_RANDOM_SEED", 1);
        int sets = Setting("AUTHZ_RANDOM_SETS", SetsDefault);
        Parallel.For(first, first + sets, seed => Compare(RandomPolicies.Build(seed, RequestsPerSet)));
    }

    internal RandomTally Tally { get; } = new();

    internal int DisagreementCount { get; private set; }

    /// <summary>The first few, of different sets.</summary>
    internal IEnumerable<Disagreement> Disagreements => disagreements.Values.Take(DisagreementsMax);

    private void Compare(RandomPolicySet set)
    {
        var naive = new NaiveEvaluator(PolicyText.Read(set.Policies));
        var tree = PolicyText.Evaluator(set.Policies);
        var decisions = new List<NaiveDecision>();
        var found = new List<Disagreement>();
        foreach (NaiveRequest request in set.Requests)
        {
            NaiveDecision expected = naive.Decide(request);
            NaiveDecision actual = tree.Decide(request);
            decisions.Add(expected);
            if (Disagreement.Between(request, expected, actual))
            {
                found.Add(new Disagreement(set.Policies, request, expected, actual));
            }
        }

        lock (Tally)
        {
            Tally.Add(set, decisions);
            DisagreementCount += found.Count;
            if (found.Count > 0)
            {
                // One of a set is enough to look at: the others mostly have the same cause.
                disagreements[set.Seed] = found[0];
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
