using FluentValidation;

namespace Authz.Policies.Syntax.Validation;

internal sealed class SecurityServerValidator : SyntaxValidator<SecurityServerSyntax>
{
    public SecurityServerValidator()
    {
        RuleForEach(server => server.Identities).SetInheritanceValidator(identities => identities
            .Add<SpiffeIdentitySyntax>(new SpiffeIdentityValidator())
            .Add<DnsIdentitySyntax>(new DnsIdentityValidator()));
        RuleFor(server => server.SpeaksFor).AreDistinct(
            name => name, (diagnostics, name, _) => diagnostics.ReportDuplicateItem(name, "`speaksFor`"));
    }
}
