using System.Collections.Concurrent;
using Authz.Testing.Naive;

namespace Authz.Policies.Tests.Decisions;

/// <summary>Every case of `tests/cases/decisions`, on one evaluator; there is a subclass for each.</summary>
public abstract class DecisionConformance
{
    private static readonly Dictionary<string, DecisionCase> CasesByName =
        DecisionCaseFiles.All.ToDictionary(decisionCase => decisionCase.Name);

    // A set has many cases: it is read once for each evaluator.
    private readonly ConcurrentDictionary<string, Func<NaiveRequest, NaiveDecision>> evaluators;

    private protected DecisionConformance(
        ConcurrentDictionary<string, Func<NaiveRequest, NaiveDecision>> evaluators) => this.evaluators = evaluators;

    public static TheoryData<string> Names => new(CasesByName.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_what_the_reference_says(string name)
    {
        DecisionCase decisionCase = CasesByName[name];
        Func<NaiveRequest, NaiveDecision> decide = evaluators.GetOrAdd(decisionCase.Policies, Prepare);

        Assert.Equal(decisionCase.Expected, decide(decisionCase.Request).ToString());
    }

    private protected abstract Func<NaiveRequest, NaiveDecision> Prepare(string policies);
}
