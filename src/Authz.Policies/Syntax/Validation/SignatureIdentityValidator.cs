using Authz.Policies.Syntax.Values;

namespace Authz.Policies.Syntax.Validation;

internal sealed class SignatureIdentityValidator : SyntaxValidator<SignatureIdentitySyntax>
{
    private static readonly TimeSpan AgeMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AgeMax = TimeSpan.FromSeconds(PolicyLimits.SignatureAgeSecondsMax);

    public SignatureIdentityValidator()
    {
        RuleFor(identity => identity.KeyId).HasNoFault(
            KeyIdText.FaultOf, (diagnostics, id, fault) => diagnostics.ReportInvalidKeyId(id, fault));
        RuleFor(identity => identity.SecretFile).HasNoFault(
            SecretPath.FaultOf, (diagnostics, path, fault) => diagnostics.ReportInvalidSecretFile(path, fault));
        RuleFor(identity => identity.MaxAge).Holds(
            age => age is not { } there || (there.Value >= AgeMin && there.Value <= AgeMax),
            (diagnostics, age) => diagnostics.ReportDurationOutOfRange(age?.Span ?? default, "`maxAge`", AgeMin, AgeMax));
        RuleForEach(identity => identity.Components).HasNoFault(
            SignatureComponent.FaultOf, (diagnostics, name, fault) => diagnostics.ReportInvalidComponent(name, fault));
        RuleFor(identity => identity.Components).AreDistinct(
            name => name,
            (diagnostics, name, _) => diagnostics.ReportDuplicateItem(name, "`components`"),
            StringComparer.OrdinalIgnoreCase);
        RuleFor(identity => identity).Holds(
            identity => identity.Components.Length <= PolicyLimits.SignatureComponentsMax,
            (diagnostics, identity) => diagnostics.ReportTooManyItems(
                identity.Components[0].Span, "`components`", identity.Components.Length, PolicyLimits.SignatureComponentsMax));
    }
}
