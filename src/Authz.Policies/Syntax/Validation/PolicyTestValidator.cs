namespace Authz.Policies.Syntax.Validation;

internal sealed class PolicyTestValidator : SyntaxValidator<PolicyTestSyntax>
{
    public PolicyTestValidator()
    {
        RuleFor(test => test.Cases).AreDistinct(
            testCase => testCase.Name, (diagnostics, name, first) => diagnostics.ReportDuplicateCase(name, first));
        RuleForEach(test => test.Cases).SetValidator(new TestCaseValidator());
    }
}
