using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Validation;

/// <summary>Rules about conditions, each by itself. There may be very many, so these are plain loops.</summary>
internal static class ConditionCheck
{
    public static void Run(ImmutableArray<ConditionSyntax> conditions, DiagnosticBag diagnostics)
    {
        foreach (ConditionSyntax condition in conditions)
        {
            Check(condition, diagnostics);
        }
    }

    private static void Check(ConditionSyntax condition, DiagnosticBag diagnostics)
    {
        switch (condition)
        {
            case AllConditionSyntax all:
                Run(all.Conditions, diagnostics);
                break;
            case AnyConditionSyntax any:
                Run(any.Conditions, diagnostics);
                break;
            case NotConditionSyntax not:
                Check(not.Condition, diagnostics);
                break;
            case ComparisonSyntax comparison:
                AttributeCheck.Run(comparison.Attribute, diagnostics);
                CheckOperand(comparison, diagnostics);
                break;
            case TimeConditionSyntax:
            case UseConditionSyntax:
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void CheckOperand(ComparisonSyntax comparison, DiagnosticBag diagnostics)
    {
        if (comparison.Other is { } other)
        {
            AttributeCheck.Run(other, diagnostics);
            return;
        }

        switch (comparison.Operator.Value)
        {
            case ConditionOperator.Prefix:
            case ConditionOperator.Suffix:
            case ConditionOperator.ContainsText:
                if (comparison.Values[0] is { Value.Length: 0 } empty)
                {
                    diagnostics.ReportEmptyPart(empty.Span);
                }

                break;
            case ConditionOperator.In:
                CheckDistinct(comparison.Values, "`in`", value => value, diagnostics);
                break;
            case ConditionOperator.Cidr:
                CheckNetworks(comparison.Values, diagnostics);
                break;
            case ConditionOperator.None:
            case ConditionOperator.Equals:
            case ConditionOperator.Contains:
            case ConditionOperator.Matches:
            case ConditionOperator.Exists:
                break;
        }
    }

    private static void CheckNetworks(ImmutableArray<Located<string>> networks, DiagnosticBag diagnostics)
    {
        bool isRight = true;
        foreach (Located<string> network in networks)
        {
            if (NetworkText.FaultOf(network.Value) is var (fault, meant))
            {
                diagnostics.ReportInvalidNetwork(network, fault, meant);
                isRight = false;
            }
        }

        if (isRight)
        {
            CheckDistinct(networks, "`cidr`", NetworkText.Canonical, diagnostics);
        }
    }

    private static void CheckDistinct(
        ImmutableArray<Located<string>> items, string list, Func<string, string> form, DiagnosticBag diagnostics)
    {
        if (items.Length < 2)
        {
            return;
        }

        var seen = new HashSet<string>(items.Length, StringComparer.Ordinal);
        foreach (Located<string> item in items)
        {
            if (!seen.Add(form(item.Value)))
            {
                diagnostics.ReportDuplicateItem(item, list);
            }
        }
    }
}
