using Authz.Cli.Reading;
using Authz.Policies.Analysis;
using Authz.Policies.Analysis.Lints;
using Authz.Policies.Binding;
using Authz.Policies.Decisions;

namespace Authz.Cli.Tests;

/// <summary>The sample is what people copy from, so it is held to more than it has to be.</summary>
public sealed class BundledPoliciesTests
{
    private static readonly PolicyFolder folder = PolicyFolder.Read(Samples.Bundled);

    [Fact]
    public void They_have_no_error_and_no_warning() =>
        Assert.Empty(PolicyFolder.ReadWithLints(Samples.Bundled, new LintOptions(CliRun.Now)).Diagnostics.Select(diagnostic => diagnostic.ToString()));

    [Fact]
    public void All_their_cases_pass()
    {
        CliRun run = CliRun.Of("test", Samples.Bundled);
        Assert.EndsWith(" passed, 0 failed\n", run.Output);
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z")]
    [InlineData("2026-11-20T12:00:00Z")]
    [InlineData("2050-01-01T00:00:00Z")]
    public void No_case_depends_on_the_day_of_the_run(string now)
    {
        CliRun run = CliRun.At(DateTimeOffset.Parse(now, null), "test", Samples.Bundled);
        Assert.Equal(ExitCodes.Fine, run.ExitCode);
    }

    [Fact]
    public void Every_policy_names_its_legal_basis() =>
        Assert.All(Set.Policies, policy => Assert.False(string.IsNullOrWhiteSpace(policy.LegalBasis), policy.Name));

    [Fact]
    public void Every_block_has_one_SPIFFE_ID_and_a_client_of_its_own()
    {
        Assert.All(Set.Blocks, block => Assert.Single(block.SpiffeIds));
        Assert.Equal(Set.Blocks.Length, Set.Blocks.Select(block => block.Client).Distinct().Count());
    }

    [Fact]
    public void Every_rule_that_is_in_force_decides_some_case()
    {
        HashSet<string?> decided =
        [
            .. PolicyTestRunner.Run(Set.Tests, folder.Tree!, CliRun.Now).Select(result => result.Actual.Rule),
        ];
        IEnumerable<string> rules = Set.Policies
            .Where(policy => policy.Mode == Policies.Syntax.PolicyMode.Enforce)
            .SelectMany(policy => policy.Rules)
            .Select(rule => rule.QualifiedName);
        Assert.All(rules, rule => Assert.Contains(rule, decided));
    }

    [Fact]
    public void Every_test_has_allowed_and_refused_cases()
    {
        Assert.All(
            Set.Tests.GroupBy(testCase => testCase.TestName),
            test => Assert.Equal(
                [Effect.Deny, Effect.Allow],
                test.Select(testCase => testCase.ExpectedEffect).Distinct().Order()));
    }

    [Fact]
    public void The_explanation_of_every_case_leads_to_its_verdict()
    {
        foreach (BoundTestCase testCase in Set.Tests)
        {
            Explanation explanation =
                DecisionExplainer.Explain(AccessQuestion.Of(testCase, CliRun.Now), Set, folder.Tree!);
            RuleFinding? first = explanation.Rules.FirstOrDefault(finding => finding.Matched);
            Assert.Equal(explanation.Verdict.Rule, first?.Rule.QualifiedName);
        }
    }

    private static BoundPolicySet Set => folder.Policies!;
}
