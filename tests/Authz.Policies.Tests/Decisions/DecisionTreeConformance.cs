using System.Collections.Concurrent;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

public sealed class DecisionTreeConformance() : DecisionConformance(Evaluators)
{
    private static readonly ConcurrentDictionary<string, Func<NaiveRequest, NaiveDecision>> Evaluators = new();

    private protected override Func<NaiveRequest, NaiveDecision> Prepare(string policies) =>
        PolicyText.Evaluator(policies).Decide;
}
