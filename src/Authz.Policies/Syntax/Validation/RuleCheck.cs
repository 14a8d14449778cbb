using System.Collections.Immutable;
using Authz.Policies.Decisions;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

/// <summary>
/// Rules about the rules of one policy. There may be a hundred thousand of them, so this is a plain loop and no
/// validator for each: that took as long as parsing half of their YAML.
/// </summary>
internal static class RuleCheck
{
    private const int ScannedMax = 8;

    public static void Run(ImmutableArray<RuleSyntax> rules, DiagnosticBag diagnostics)
    {
        var places = new Dictionary<string, SourceSpan>(rules.Length, StringComparer.Ordinal);
        foreach (RuleSyntax rule in rules)
        {
            if (!places.TryAdd(rule.Name.Value, rule.Name.Span))
            {
                diagnostics.ReportDuplicateRule(rule.Name, places[rule.Name.Value]);
            }

            if (!DnsLabel.IsValid(rule.Name.Value))
            {
                diagnostics.ReportInvalidName(rule.Name, "the rule's name");
            }

            CheckTarget(rule, diagnostics);
            CheckMethods(rule.Methods, diagnostics);
            CheckDistinct(rule.Operations, "`operations`", diagnostics);
            CheckDistinct(rule.Methods, "`methods`", diagnostics);
            CheckDistinct(rule.Paths, "`paths`", diagnostics);
            ConditionCheck.Run(rule.When, diagnostics);
            AnswerCheck.Run(rule, diagnostics);
        }
    }

    private static void CheckTarget(RuleSyntax rule, DiagnosticBag diagnostics)
    {
        bool saysBoth = !rule.Methods.IsDefault && !rule.Paths.IsDefault;
        bool saysEither = !rule.Methods.IsDefault || !rule.Paths.IsDefault;
        if (!rule.Operations.IsDefault)
        {
            if (saysEither)
            {
                diagnostics.ReportOperationsWithPaths(rule.Name.Span, rule.Name.Value);
            }
        }
        else if (rule.Effect.Value == Effect.Allow && !saysBoth)
        {
            diagnostics.ReportAllowWithoutTarget(rule.Name.Span, rule.Name.Value);
        }
    }

    private static void CheckMethods(ImmutableArray<Located<string>> methods, DiagnosticBag diagnostics)
    {
        if (methods.IsDefault)
        {
            return;
        }

        foreach (Located<string> method in methods)
        {
            if (method.Value == MethodName.Any)
            {
                if (methods.Length > 1)
                {
                    diagnostics.ReportAnyMethodBesideOthers(method.Span);
                }
            }
            else if (!MethodName.IsValid(method.Value))
            {
                diagnostics.ReportInvalidMethod(method);
            }
        }
    }

    private static void CheckDistinct(ImmutableArray<Located<string>> items, string list, DiagnosticBag diagnostics)
    {
        if (items.IsDefault || items.Length < 2)
        {
            return;
        }

        if (items.Length <= ScannedMax)
        {
            for (int i = 1; i < items.Length; i++)
            {
                if (IsAmong(items[i].Value, items.AsSpan()[..i]))
                {
                    diagnostics.ReportDuplicateItem(items[i], list);
                }
            }

            return;
        }

        var seen = new HashSet<string>(items.Length, StringComparer.Ordinal);
        foreach (Located<string> item in items)
        {
            if (!seen.Add(item.Value))
            {
                diagnostics.ReportDuplicateItem(item, list);
            }
        }
    }

    private static bool IsAmong(string value, ReadOnlySpan<Located<string>> items)
    {
        foreach (Located<string> item in items)
        {
            if (item.Value == value)
            {
                return true;
            }
        }

        return false;
    }
}
