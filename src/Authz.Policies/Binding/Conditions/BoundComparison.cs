using System.Collections.Immutable;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Binding.Conditions;

public sealed class BoundComparison : BoundCondition
{
    public required AttributeReference Attribute { get; init; }

    public required ConditionOperator Operator { get; init; }

    public required ConditionQuantifier Quantifier { get; init; }

    /// <summary>
    /// The operand as text: one; for `in` and `cidr` one or more, each once; for `matches` the expression
    /// as its author wrote it; for `exists` the word `true` or `false`. Default where it is an attribute.
    /// </summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>The expression of `matches`, ready to decide.</summary>
    internal ExpressionAutomaton? Expression { get; init; }

    /// <summary>The operand where it is another attribute.</summary>
    public required AttributeReference? Other { get; init; }
}
