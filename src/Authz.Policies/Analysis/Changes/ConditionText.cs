using System.Diagnostics;
using System.Globalization;
using Authz.Policies.Binding.Conditions;

namespace Authz.Policies.Analysis.Changes;

/// <summary>A condition as text that is the same for the same condition, wherever and however it is written.</summary>
internal static class ConditionText
{
    public static string Of(BoundCondition? condition) => condition switch
    {
        null => "",
        BoundAll all => $"all({string.Join(' ', all.Conditions.Select(Of))})",
        BoundAny any => $"any({string.Join(' ', any.Conditions.Select(Of))})",
        BoundNot not => $"not({Of(not.Condition)})",
        BoundTime time => string.Create(
            CultureInfo.InvariantCulture, $"time({time.Zone} {string.Join(' ', time.Days)} {time.FromMinute} {time.UntilMinute})"),
        BoundComparison one =>
            $"({Of(one.Attribute)} {one.Quantifier} {one.Operator} {Of(one.Other)} {(one.Values.IsDefault ? "" : string.Join(' ', one.Values.Select(Quoted)))})",
        _ => throw new UnreachableException(),
    };

    private static string Of(AttributeReference? attribute) =>
        attribute is null ? "" : $"{attribute.Kind} {Quoted(attribute.Name)} {string.Join(' ', attribute.Path.Select(Quoted))}";

    private static string Quoted(string value) => string.Create(CultureInfo.InvariantCulture, $"{value.Length}:{value}");
}
