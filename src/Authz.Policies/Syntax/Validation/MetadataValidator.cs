using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class MetadataValidator : SyntaxValidator<MetadataSyntax>
{
    public MetadataValidator()
    {
        RuleFor(metadata => metadata.Name).Holds(
            name => DnsLabel.IsValid(name.Value), (diagnostics, name) => diagnostics.ReportInvalidName(name, "the name"));
        RuleForEach(metadata => metadata.Labels).SetValidator(new LabelValidator());
    }
}
