using System.Collections.Immutable;
using Authz.Policies.Analysis.Lints;
using Authz.Policies.Binding;
using Authz.Policies.Syntax;
using Authz.Policies.Text;
using Authz.Testing;

namespace Authz.Policies.Tests.Analysis.Lints;

public sealed class ComparisonBudgetTests
{
    private static readonly DateTimeOffset now = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_budget_gives_what_it_has_and_nothing_more()
    {
        var budget = new ComparisonBudget(2);
        Assert.Equal([true, true, false, false], new[] { budget.TryTake(), budget.TryTake(), budget.TryTake(), budget.TryTake() });
    }

    [Theory]
    [InlineData("beaten-allows.yaml")]
    [InlineData("literal-operations.yaml")]
    [InlineData("uncalled-operations.yaml")]
    public void Without_comparisons_a_lint_that_compares_says_nothing(string file)
    {
        Assert.NotEmpty(FindWith(file, LintLimits.ComparisonsMax));
        Assert.Empty(FindWith(file, 0));
    }

    private static ImmutableArray<Diagnostic> FindWith(string file, int comparisons)
    {
        PolicySyntax syntax = PolicyReader.Read(PolicySet.Load(TestCases.Path("lints", file)), new DiagnosticBag());
        var set = new LintedSet(syntax, PolicyBinder.Bind(syntax, new DiagnosticBag()));
        var diagnostics = new DiagnosticBag();
        new BeatenAllowLint(set, new ComparisonBudget(comparisons), diagnostics).Run();
        new LiteralOperationLint(set, new ComparisonBudget(comparisons), diagnostics).Run();
        var nested = new NestedServiceLint(set, diagnostics);
        new UncalledOperationLint(set, nested, now, new ComparisonBudget(comparisons), diagnostics).Run();
        return diagnostics.ToSorted();
    }
}
