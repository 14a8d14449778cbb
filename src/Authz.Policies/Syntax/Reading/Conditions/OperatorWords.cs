using System.Collections.Immutable;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>The operators as their authors write them.</summary>
internal static class OperatorWords
{
    private static readonly ImmutableArray<(string Word, ConditionOperator Operator)> Pairs =
    [
        ("equals", ConditionOperator.Equals),
        ("in", ConditionOperator.In),
        ("prefix", ConditionOperator.Prefix),
        ("suffix", ConditionOperator.Suffix),
        ("containsText", ConditionOperator.ContainsText),
        ("matches", ConditionOperator.Matches),
        ("cidr", ConditionOperator.Cidr),
        ("contains", ConditionOperator.Contains),
        ("exists", ConditionOperator.Exists),
    ];

    public static ImmutableArray<string> All { get; } = [.. Pairs.Select(pair => pair.Word)];

    /// <summary>Those that judge each value, so that `any` and `all` say something.</summary>
    public static ImmutableArray<string> OfOneValue { get; } =
        [.. Pairs.Where(pair => JudgesEachValue(pair.Operator)).Select(pair => pair.Word)];

    public static ConditionOperator Read(string word) => Pairs.First(pair => pair.Word == word).Operator;

    public static string Of(ConditionOperator value) => Pairs.First(pair => pair.Operator == value).Word;

    private static bool JudgesEachValue(ConditionOperator value) =>
        value is not (ConditionOperator.Contains or ConditionOperator.Exists);
}
