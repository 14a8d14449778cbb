using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>A comparison with its operand made ready. Which of the operands is there follows from the operator.</summary>
internal sealed record ConditionLeaf
{
    public required AttributeSlot Attribute { get; init; }

    public required ConditionOperator Operator { get; init; }

    public required ConditionQuantifier Quantifier { get; init; }

    /// <summary>Of `equals`, `prefix`, `suffix`, `contains` and `containsText`.</summary>
    public byte[] Text { get; init; } = [];

    /// <summary>Of `in`.</summary>
    public ByteTable? Members { get; init; }

    /// <summary>Of `matches`.</summary>
    public ExpressionAutomaton? Expression { get; init; }

    /// <summary>Of `cidr`.</summary>
    public AddressSet? Networks { get; init; }

    /// <summary>Of `exists`.</summary>
    public bool MustExist { get; init; }

    /// <summary>The operand where it is another attribute.</summary>
    public AttributeSlot? Other { get; init; }

    public bool IgnoresCase => Attribute.Kind == Binding.Conditions.AttributeKind.Sni;
}
