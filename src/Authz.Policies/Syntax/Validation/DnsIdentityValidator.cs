using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class DnsIdentityValidator : SyntaxValidator<DnsIdentitySyntax>
{
    public DnsIdentityValidator() =>
        RuleFor(identity => identity.Name).HasNoFault(
            DnsName.FaultOf, (diagnostics, name, fault) => diagnostics.ReportInvalidDnsName(name, fault));
}
