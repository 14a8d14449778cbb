using System.Collections.Immutable;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Binding.Conditions;

public sealed class BoundComparison : BoundCondition
{
    public required AttributeReference Attribute { get; init; }

    public required ConditionOperator Operator { get; init; }

    public required ConditionQuantifier Quantifier { get; init; }

    /// <summary>
    /// The operand as text: one; for `in` and `cidr` one or more, each once; for `matches` the expression in .NET's own
    /// syntax, translated and anchored; for `exists` the word `true` or `false`. Default where it is an attribute.
    /// </summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>The operand where it is another attribute.</summary>
    public required AttributeReference? Other { get; init; }
}
