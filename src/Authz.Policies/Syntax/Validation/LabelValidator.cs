using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class LabelValidator : SyntaxValidator<LabelSyntax>
{
    public LabelValidator()
    {
        RuleFor(label => label.Key).HasNoFault(
            LabelText.FaultOfKey, (diagnostics, key, fault) => diagnostics.ReportInvalidLabel(key, fault));
        RuleFor(label => label.Value).HasNoFault(
            LabelText.FaultOfValue, (diagnostics, value, fault) => diagnostics.ReportInvalidLabel(value, fault));
    }
}
