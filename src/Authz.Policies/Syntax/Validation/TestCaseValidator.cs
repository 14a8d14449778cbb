using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class TestCaseValidator : SyntaxValidator<TestCaseSyntax>
{
    public TestCaseValidator()
    {
        RuleFor(testCase => testCase.Name).HasNoFault(
            Prose.FaultOf, (diagnostics, name, fault) => diagnostics.ReportInvalidText(name.Span, "the case's name", fault));
        RuleFor(testCase => testCase.Request).SetValidator(new TestRequestValidator());
        RuleFor(testCase => testCase.Reason).HasNoFault(
            token => ReasonTokens.All.Contains(token) ? null : "is unknown",
            (diagnostics, reason, _) => diagnostics.ReportUnknownReason(reason, ReasonTokens.All));
        RuleFor(testCase => testCase).Holds(
            testCase => !IsContradictory(testCase),
            (diagnostics, testCase) => diagnostics.ReportContradictoryReason(
                testCase.Reason?.Span ?? testCase.Span,
                testCase.Reason?.Value ?? "",
                EffectWords.Of(testCase.Decision.Value)));
    }

    private static bool IsContradictory(TestCaseSyntax testCase) =>
        testCase.Reason is { } reason
        && ReasonTokens.All.Contains(reason.Value)
        && reason.Value == ReasonTokens.Allowed != (testCase.Decision.Value == Effect.Allow);
}
