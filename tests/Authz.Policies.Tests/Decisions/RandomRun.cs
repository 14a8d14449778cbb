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
    private const int SetsDefault = 2000;
    private const int RequestsPerSet = 50;
    private const int DisagreementsMax = 5;

    private readonly List<Disagreement> disagreements = [];

    public RandomRun()
    {
        int first = Setting("AUTHZ_RANDOM_SEED", 1);
        int sets = Setting("AUTHZ_RANDOM_SETS", SetsDefault);
        for (int i = 0; i < sets; i++)
        {
            Compare(RandomPolicies.Build(first + i, RequestsPerSet));
        }
    }

    internal RandomTally Tally { get; } = new();

    internal int DisagreementCount { get; private set; }

    /// <summary>The first few, of different sets.</summary>
    internal IReadOnlyList<Disagreement> Disagreements => disagreements;

    private void Compare(RandomPolicySet set)
    {
        Tally.Add(set);
        Disagreement? found = null;
        var naive = new NaiveEvaluator(PolicyText.Read(set.Policies));
        var tree = new TreeEvaluator(PolicyText.Compile(set.Policies));
        foreach (NaiveRequest request in set.Requests)
        {
            NaiveDecision expected = naive.Decide(request);
            NaiveDecision actual = tree.Decide(request);
            Tally.Add(set, expected);
            if (Disagreement.Between(request, expected, actual))
            {
                DisagreementCount++;
                found ??= new Disagreement(set.Policies, request, expected, actual);
            }
        }

        // One of a set is enough to look at: the others mostly have the same cause.
        if (found is not null && disagreements.Count < DisagreementsMax)
        {
            disagreements.Add(found);
        }
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
