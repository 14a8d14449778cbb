using Authz.Policies.Binding.Conditions;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Analysis.Lints;

/// <summary>Texts that no value of an attribute is ever read as.</summary>
internal static class TextBeyondReach
{
    /// <summary>Why the comparison is never true, as the end of a sentence; null: it may well be.</summary>
    public static string? Find(BoundComparison comparison)
    {
        if (comparison.Values.IsDefaultOrEmpty)
        {
            return null;
        }

        string?[] faults = [.. comparison.Values.Select(text => FaultOf(comparison.Attribute.Kind, comparison.Operator, text))];
        return Array.TrueForAll(faults, fault => fault is not null) ? faults[0] : null;
    }

    // A header is compared line by line and member by member, and both must say true.
    private static string? FaultOf(AttributeKind kind, ConditionOperator comparison, string text)
    {
        bool isWhole = comparison is ConditionOperator.Equals or ConditionOperator.In or ConditionOperator.Contains;
        bool begins = isWhole || comparison == ConditionOperator.Prefix;
        bool ends = isWhole || comparison == ConditionOperator.Suffix;
        if (!begins && !ends && comparison != ConditionOperator.ContainsText)
        {
            return null;
        }

        return kind switch
        {
            AttributeKind.Header when text.Contains(',') => "a member of a header has no comma",
            AttributeKind.Header when (begins && text is [' ' or '\t', ..]) || (ends && text is [.., ' ' or '\t']) =>
                "blanks around a header's value are dropped",
            AttributeKind.PathParameter when text.Contains('/') => "a path parameter stands within one segment",
            _ => null,
        };
    }
}
