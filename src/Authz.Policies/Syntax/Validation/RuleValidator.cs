using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

internal sealed class RuleValidator : SyntaxValidator<RuleSyntax>
{
    public RuleValidator()
    {
        RuleFor(rule => rule.Name).Holds(
            name => DnsLabel.IsValid(name.Value),
            (diagnostics, name) => diagnostics.ReportInvalidName(name, "the rule's name"));
        RuleFor(rule => rule).Holds(
            rule => rule.Operations.IsDefault || (rule.Methods.IsDefault && rule.Paths.IsDefault),
            (diagnostics, rule) => diagnostics.ReportOperationsWithPaths(rule.Name.Span, rule.Name.Value));
        RuleFor(rule => rule).Holds(
            rule => rule.Effect.Value == Effect.Deny || !rule.Operations.IsDefault || SaysMethodsAndPaths(rule),
            (diagnostics, rule) => diagnostics.ReportAllowWithoutTarget(rule.Name.Span, rule.Name.Value));
        RuleFor(rule => rule.Methods).Holds(
            methods => methods.IsDefault || methods.Length == 1 || !HasAnyMethod(methods),
            (diagnostics, methods) => diagnostics.ReportAnyMethodBesideOthers(methods[0].Span));
        When(rule => !rule.Operations.IsDefault, () => RuleFor(rule => rule.Operations).AreDistinct(
            operation => operation,
            (diagnostics, operation, _) => diagnostics.ReportDuplicateItem(operation, "`operations`")));
        When(rule => !rule.Methods.IsDefault, AddMethods);
        When(rule => !rule.Paths.IsDefault, () => RuleFor(rule => rule.Paths).AreDistinct(
            path => path, (diagnostics, path, _) => diagnostics.ReportDuplicateItem(path, "`paths`")));
    }

    private void AddMethods()
    {
        RuleFor(rule => rule.Methods).AreDistinct(
            method => method, (diagnostics, method, _) => diagnostics.ReportDuplicateItem(method, "`methods`"));
        RuleForEach(rule => rule.Methods).Holds(
            method => method.Value == MethodName.Any || MethodName.IsValid(method.Value),
            (diagnostics, method) => diagnostics.ReportInvalidMethod(method));
    }

    private static bool SaysMethodsAndPaths(RuleSyntax rule) => !rule.Methods.IsDefault && !rule.Paths.IsDefault;

    private static bool HasAnyMethod(ImmutableArray<Located<string>> methods)
    {
        foreach (Located<string> method in methods)
        {
            if (method.Value == MethodName.Any)
            {
                return true;
            }
        }

        return false;
    }
}
