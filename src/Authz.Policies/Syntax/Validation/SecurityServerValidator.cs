namespace Authz.Policies.Syntax.Validation;

internal sealed class SecurityServerValidator : SyntaxValidator<SecurityServerSyntax>
{
    public SecurityServerValidator()
    {
        RuleForEach(server => server.Identities).SetValidatorOf(new SpiffeIdentityValidator())
            .SetValidatorOf(new DnsIdentityValidator());
        RuleFor(server => server.SpeaksFor).AreDistinct(
            name => name, (diagnostics, name, _) => diagnostics.ReportDuplicateItem(name, "`speaksFor`"));
    }
}
