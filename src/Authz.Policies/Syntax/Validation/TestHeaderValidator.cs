using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class TestHeaderValidator : SyntaxValidator<TestHeaderSyntax>
{
    public TestHeaderValidator()
    {
        RuleFor(header => header.Name).HasNoFault(
            HeaderText.FaultOfName, (diagnostics, name, fault) => diagnostics.ReportInvalidHeader(name, fault));
        RuleFor(header => header.Value).HasNoFault(
            HeaderText.FaultOfValue, (diagnostics, value, fault) => diagnostics.ReportInvalidHeader(value, fault));
    }
}
