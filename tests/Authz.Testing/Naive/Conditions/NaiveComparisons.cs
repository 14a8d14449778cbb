using System.Collections.Immutable;
using System.Diagnostics;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax.Conditions;

namespace Authz.Testing.Naive.Conditions;

/// <summary>An attribute, an operator and an operand.</summary>
internal sealed class NaiveComparisons(NaiveAttributes attributes)
{
    private const int MatchedLengthMax = 4096;

    /// <summary>Readings that do not agree are unknown.</summary>
    public Ternary Holds(ComparisonSyntax comparison)
    {
        IReadOnlyList<NaiveAttribute> readings = comparison.Operator.Value == ConditionOperator.Contains
            ? attributes.ListReadings(comparison.Attribute)
            : attributes.Readings(comparison.Attribute);
        List<Ternary> results = [.. readings.Select(reading => OnOneReading(comparison, reading)).Distinct()];
        return results is [var agreed] ? agreed : Ternary.Unknown;
    }

    private Ternary OnOneReading(ComparisonSyntax comparison, NaiveAttribute reading)
    {
        if (comparison.Operator.Value == ConditionOperator.Exists)
        {
            return Exists(reading, comparison.Values[0].Value == "true");
        }

        NaiveAttribute operand = comparison.Other is { } other
            ? attributes.Operand(other, comparison.Operator.Value == ConditionOperator.In)
            : NaiveAttribute.Of(comparison.Values.Select(value => value.Value));
        bool isPart = comparison.Operator.Value
            is ConditionOperator.Prefix or ConditionOperator.Suffix or ConditionOperator.ContainsText;
        if (isPart && operand.Values.Contains(""))
        {
            // Every text begins with an empty one: that would say nothing of the value.
            operand = NaiveAttribute.Unreadable;
        }

        bool bothAreKnown = IsKnown(reading) && IsKnown(operand);
        bool bothAreThere = reading.State == NaiveAttributeState.Values && operand.State == NaiveAttributeState.Values;
        if (!bothAreKnown || !bothAreThere)
        {
            return bothAreKnown ? Ternary.False : Ternary.Unknown;
        }

        // The values of `sni` are in lower case already.
        if (comparison.Attribute is SniAttributeSyntax && comparison.Operator.Value != ConditionOperator.Matches)
        {
            operand = Folded(operand);
        }

        if (comparison.Operator.Value == ConditionOperator.Contains)
        {
            return IsAmong(operand.Values[0], reading.Values);
        }

        bool ignoreCase = comparison.Attribute is SniAttributeSyntax;
        List<Ternary> results =
        [
            .. reading.Values.Select(
                value => OfOneValue(comparison.Operator.Value, value, operand.Values, ignoreCase)),
        ];
        return Together(results, comparison.Quantifier);
    }

    private static Ternary Exists(NaiveAttribute reading, bool wanted) => reading.State switch
    {
        NaiveAttributeState.Absent => Known(!wanted),
        NaiveAttributeState.Values => Known(wanted),
        NaiveAttributeState.NotSent or NaiveAttributeState.Unreadable => Ternary.Unknown,
    };

    private static Ternary Together(List<Ternary> results, ConditionQuantifier quantifier)
    {
        bool all = results.TrueForAll(result => result == Ternary.True);
        bool none = results.TrueForAll(result => result == Ternary.False);
        return quantifier switch
        {
            ConditionQuantifier.Unanimous => all ? Ternary.True : none ? Ternary.False : Ternary.Unknown,
            ConditionQuantifier.Any =>
                results.Contains(Ternary.True) ? Ternary.True : none ? Ternary.False : Ternary.Unknown,
            ConditionQuantifier.All =>
                all ? Ternary.True : results.Contains(Ternary.False) ? Ternary.False : Ternary.Unknown,
        };
    }

    private static Ternary OfOneValue(
        ConditionOperator comparing, string? value, ImmutableArray<string?> operand, bool ignoreCase)
    {
        if (value is null)
        {
            return Ternary.Unknown;
        }

        switch (comparing)
        {
            case ConditionOperator.In:
                return IsAmong(value, operand);
            case ConditionOperator.Cidr:
                return NaiveAddress.Read(value) is { } address
                    ? Known(operand.Any(network => address.IsIn(network ?? "")))
                    : Ternary.Unknown;
            case ConditionOperator.Matches:
                bool taken = value.Length <= MatchedLengthMax && !value.Any(char.IsSurrogate);
                return taken ? Known(new NaiveExpression(operand[0] ?? "", ignoreCase).MatchesWhole(value)) : Ternary.Unknown;
            default:
                return operand[0] is { } text ? Compared(comparing, value, text) : Ternary.Unknown;
        }
    }

    private static Ternary Compared(ConditionOperator comparing, string value, string text) => comparing switch
    {
        ConditionOperator.Equals => Known(value == text),
        ConditionOperator.Prefix => Known(value.StartsWith(text, StringComparison.Ordinal)),
        ConditionOperator.Suffix => Known(value.EndsWith(text, StringComparison.Ordinal)),
        ConditionOperator.ContainsText => Known(value.Contains(text, StringComparison.Ordinal)),
        _ => throw new UnreachableException(comparing.ToString()),
    };

    private static Ternary IsAmong(string? value, ImmutableArray<string?> values) =>
        value is null ? Ternary.Unknown
        : values.Contains(value) ? Ternary.True
        : values.Contains(null) ? Ternary.Unknown
        : Ternary.False;

    private static bool IsKnown(NaiveAttribute attribute) =>
        attribute.State is NaiveAttributeState.Absent or NaiveAttributeState.Values;

    private static NaiveAttribute Folded(NaiveAttribute attribute) => attribute with
    {
        Values = [.. attribute.Values.Select(value => value is null ? null : NaiveText.LowerAscii(value))],
    };

    private static Ternary Known(bool value) => value ? Ternary.True : Ternary.False;
}
