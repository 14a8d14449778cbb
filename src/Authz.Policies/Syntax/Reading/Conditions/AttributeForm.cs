using System.Collections.Immutable;
using Authz.Policies.Syntax.Shapes;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>How one attribute is written: alone as an operand, and with an operator as a condition.</summary>
internal sealed class AttributeForm
{
    public const string Any = "any";
    public const string All = "all";

    private AttributeForm(
        string word,
        string summary,
        ImmutableArray<KeyShape> keys,
        ImmutableArray<string> operators,
        bool takesQuantifiers)
    {
        Word = word;
        Summary = summary;
        TakesQuantifiers = takesQuantifiers;
        Operators = operators;
        Operand = keys.IsEmpty ? null : new MappingShape($"an operand `{word}`", keys);
        Comparison = ShapeOf(
            $"a `{word}` condition", keys, takesQuantifiers ? [.. operators, Any, All] : operators, [.. OperatorWords.All, Any, All]);
        AnyOf = QuantifierShape(Any);
        AllOf = QuantifierShape(All);
    }

    public string Word { get; }

    /// <summary>A sentence for the author.</summary>
    public string Summary { get; }

    /// <summary>The operators that it takes, in the order of the reference.</summary>
    public ImmutableArray<string> Operators { get; }

    /// <summary>Whether an operator may stand within `any` or `all`.</summary>
    public bool TakesQuantifiers { get; }

    /// <summary>Its own keys together with an operator.</summary>
    public MappingShape Comparison { get; }

    /// <summary>Its own keys alone; null: it has none.</summary>
    public MappingShape? Operand { get; }

    public MappingShape AnyOf { get; }

    public MappingShape AllOf { get; }

    /// <summary>An attribute that may have several values.</summary>
    public static AttributeForm OfList(string word, string summary, params ImmutableArray<KeyShape> keys) =>
        new(word, summary, keys, OperatorWords.All, takesQuantifiers: true);

    /// <summary>An attribute that has one value, so that it has no members to look for.</summary>
    public static AttributeForm OfOne(string word, string summary, params ImmutableArray<KeyShape> keys) =>
        new(word, summary, keys, OperatorWords.All.Remove("contains"), takesQuantifiers: true);

    /// <summary>An attribute that is an address and no text.</summary>
    public static AttributeForm OfAddress(string word, string summary) =>
        new(word, summary, [], ["cidr"], takesQuantifiers: false);

    private MappingShape QuantifierShape(string quantifier) => ShapeOf(
        $"`{quantifier}` in `{Word}`",
        [],
        [.. Operators.Intersect(OperatorWords.OfOneValue)],
        OperatorWords.All);

    private MappingShape ShapeOf(
        string concept, ImmutableArray<KeyShape> keys, ImmutableArray<string> choices, ImmutableArray<string> known) =>
        new(concept, [.. keys, .. choices.Select(KeyOf)])
        {
            ExactlyOne = choices,
            RefusedKeys = [.. known.Except(choices)],
        };

    private KeyShape KeyOf(string word) => word switch
    {
        Any => KeyShape.Optional(word, new DeferredShape(() => AnyOf), "True if the operator is true of one value."),
        All => KeyShape.Optional(word, new DeferredShape(() => AllOf), "True if the operator is true of every value."),
        _ => OperandShapes.KeyOf(word),
    };
}
