using System.Text.RegularExpressions;
using Authz.Policies.Analysis.Changes;
using Authz.Policies.Binding;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions;
using Authz.Policies.Tests.Decisions;
using Authz.Testing.Generation;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Analysis.Changes;

/// <summary>Nobody gains or loses a right silently: where the trees of two sets decide differently, a change is told that says so.</summary>
public sealed partial class RandomRightsComparisonTests(ITestOutputHelper output)
{
    private const int Sets = 80;
    private const int RequestsPerSet = 40;

    [Fact]
    public void Whoever_is_decided_upon_differently_is_told_of()
    {
        int differing = 0;
        for (int seed = 1; seed <= Sets; seed++)
        {
            RandomPolicySet set = RandomPolicies.Build(seed, RequestsPerSet);
            string changed = Changed(set.Policies, seed);
            if (Bind(changed) is not { } after || Bind(set.Policies) is not { } before)
            {
                continue;
            }

            RightsComparison changes = RightsComparison.Between(before, after);
            TreeEvaluator old = PolicyText.Evaluator(set.Policies);
            TreeEvaluator current = PolicyText.Evaluator(changed);
            foreach (NaiveRequest request in set.Requests)
            {
                Effect was = old.Decide(request).Effect;
                Effect isNow = current.Decide(request).Effect;
                if (was != isNow)
                {
                    differing++;

                    // Whom no identity proves, a rule for anonymous callers lets in as one of them.
                    string caller = request.Caller.Block ?? "(anonymous)";
                    Assert.True(
                        changes.IsCut || changes.Changes.Any(right => right.IsUnderOtherConditions
                            || (isNow == Effect.Allow ? right.Gains : right.Loses).Contains(caller)),
                        $"seed {seed}: {caller} {was} -> {isNow}: {request}\n{string.Join('\n', changes.Changes)}\n{changed}");
                }
            }
        }

        output.WriteLine($"{differing} decisions differ");
        Assert.InRange(differing, 40, int.MaxValue);
    }

    /// <summary>One allow of the set is a deny from now on, or the other way round.</summary>
    private static string Changed(string policies, int seed)
    {
        MatchCollection effects = Effects().Matches(policies);
        if (effects.Count == 0)
        {
            return policies;
        }

        Match chosen = effects[seed % effects.Count];
        string word = chosen.Value.Contains("allow", StringComparison.Ordinal) ? "effect: deny" : "effect: allow";
        return policies[..chosen.Index] + word + policies[(chosen.Index + chosen.Length)..];
    }

    /// <summary>Null: a rule that only denied may not be one that allows.</summary>
    private static BoundPolicySet? Bind(string policies) =>
        PolicyCompilation.Run(PolicyText.SourcesOf(policies), new CompilationOptions()).Policies;

    [GeneratedRegex("effect: (allow|deny)")]
    private static partial Regex Effects();
}
