using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Values;
using FluentValidation;

namespace Authz.Policies.Syntax.Validation;

internal sealed class AccessPolicyValidator : SyntaxValidator<AccessPolicySyntax>
{
    public AccessPolicyValidator()
    {
        RuleFor(policy => policy.LegalBasis).HasNoFault(
            Prose.FaultOf, (diagnostics, basis, fault) => diagnostics.ReportInvalidText(basis.Span, "`legalBasis`", fault));
        RuleFor(policy => policy).Holds(
            policy => policy.LegalBasis is not null || policy.HasErrors,
            (diagnostics, policy) => diagnostics.ReportNoLegalBasis(policy.Name));
        RuleFor(policy => policy.Validity).Holds(
            validity => validity is not { From: { } from, Until: { } until } || from.Value < until.Value,
            (diagnostics, validity) => diagnostics.ReportValidityEndsBeforeStart(validity?.Until?.Span ?? default));
        When(AllowsAnything, AddAdvice);
    }

    private static bool AllowsAnything(AccessPolicySyntax policy)
    {
        foreach (RuleSyntax rule in policy.Rules)
        {
            if (rule.Effect.Value == Effect.Allow)
            {
                return true;
            }
        }

        return false;
    }

    private void AddAdvice()
    {
        RuleForEach(policy => policy.Subjects).Must(subject => subject is not AnonymousSubjectSyntax)
            .WithState((policy, subject) => Advice(
                diagnostics => diagnostics.ReportAnonymousAllowed(subject.Span, policy.Name.Value)));
        RuleForEach(policy => policy.Resources).Must(resource => resource is not AllResourceSyntax)
            .WithState((policy, resource) => Advice(
                diagnostics => diagnostics.ReportAllServicesAllowed(resource.Span, policy.Name.Value)));
    }

    private static Action<Text.DiagnosticBag> Advice(Action<Text.DiagnosticBag> report) => report;
}
