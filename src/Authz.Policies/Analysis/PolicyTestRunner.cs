using System.Collections.Immutable;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;

namespace Authz.Policies.Analysis;

/// <summary>Asks the tree every case of the policy tests, as if Envoy had asked.</summary>
public static class PolicyTestRunner
{
    /// <param name="now">The time of cases that say none.</param>
    public static ImmutableArray<PolicyTestResult> Run(
        IEnumerable<BoundTestCase> cases, DecisionTree tree, DateTimeOffset now) =>
        [.. cases.Select(testCase => new PolicyTestResult(testCase, AccessQuestion.Of(testCase, now).Ask(tree)))];
}
