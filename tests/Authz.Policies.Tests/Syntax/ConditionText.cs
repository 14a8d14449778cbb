using System.Diagnostics;
using System.Globalization;
using Authz.Policies.Binding.Conditions;

namespace Authz.Policies.Tests.Syntax;

/// <summary>A bound condition on one line.</summary>
internal static class ConditionText
{
    public static string Of(BoundCondition condition) => condition switch
    {
        BoundAll all => $"all({string.Join(" ", all.Conditions.Select(Of))})",
        BoundAny any => $"any({string.Join(" ", any.Conditions.Select(Of))})",
        BoundNot not => $"not({Of(not.Condition)})",
        BoundComparison comparison => Of(comparison),
        BoundTime time => string.Create(
            CultureInfo.InvariantCulture,
            $"time({time.Zone} {string.Join(",", time.Days)} {time.FromMinute}-{time.UntilMinute})"),
        _ => throw new UnreachableException(),
    } + $"@{condition.Span.Position.Line}";

    private static string Of(BoundComparison comparison)
    {
        string operand = comparison.Other is { } other
            ? Of(other)
            : $"[{string.Join(", ", comparison.Values.Select(value => $"'{value}'"))}]";
        return $"({Of(comparison.Attribute)} {comparison.Quantifier} {comparison.Operator} {operand})";
    }

    private static string Of(AttributeReference attribute) =>
        $"{attribute.Kind}:{attribute.Name}{string.Concat(attribute.Path.Select(step => $"<{step}>"))}";
}
