using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Values;

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
        RuleFor(policy => policy).Holds(
            policy => !AllowsAnything(policy) || !policy.Subjects.Any(IsAnonymous),
            (diagnostics, policy) =>
            {
                foreach (SubjectSyntax subject in policy.Subjects.Where(IsAnonymous))
                {
                    diagnostics.ReportAnonymousAllowed(subject.Span, policy.Name.Value);
                }
            });
        RuleFor(policy => policy).Holds(
            policy => !AllowsAnything(policy) || !policy.Resources.Any(IsAll),
            (diagnostics, policy) =>
            {
                foreach (ResourceSyntax resource in policy.Resources.Where(IsAll))
                {
                    diagnostics.ReportAllServicesAllowed(resource.Span, policy.Name.Value);
                }
            });
    }

    private static bool IsAnonymous(SubjectSyntax subject) => subject is AnonymousSubjectSyntax;

    private static bool IsAll(ResourceSyntax resource) => resource is AllResourceSyntax;

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
}
