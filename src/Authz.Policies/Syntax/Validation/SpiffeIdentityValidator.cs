using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class SpiffeIdentityValidator : SyntaxValidator<SpiffeIdentitySyntax>
{
    public SpiffeIdentityValidator() =>
        RuleFor(identity => identity.Id).HasNoFault(
            SpiffeId.FaultOf, (diagnostics, id, fault) => diagnostics.ReportInvalidSpiffeId(id, fault));
}
