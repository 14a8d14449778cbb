using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class BuildingBlockValidator : SyntaxValidator<BuildingBlockSyntax>
{
    public BuildingBlockValidator()
    {
        RuleFor(block => block.Owner).HasNoFault(
            Prose.FaultOf, (diagnostics, owner, fault) => diagnostics.ReportInvalidText(owner.Span, "`owner`", fault));
        RuleFor(block => block.Client).HasNoFault(
            ClientIdentifier.FaultOf, (diagnostics, client, fault) => diagnostics.ReportInvalidClient(client, fault));
        RuleForEach(block => block.Identities).SetValidatorOf(new SpiffeIdentityValidator())
            .SetValidatorOf(new DnsIdentityValidator())
            .SetValidatorOf(new TokenIdentityValidator())
            .SetValidatorOf(new ApiKeyIdentityValidator())
            .SetValidatorOf(new SignatureIdentityValidator());
        RuleFor(block => block.Services).AreDistinct(
            service => service.Name, (diagnostics, name, first) => diagnostics.ReportDuplicateService(name, first));
        RuleForEach(block => block.Services).SetValidator(new ServiceValidator());
        RuleFor(block => block.Delegates).AreDistinct(
            name => name, (diagnostics, name, _) => diagnostics.ReportDuplicateItem(name, "`delegates`"));
    }
}
