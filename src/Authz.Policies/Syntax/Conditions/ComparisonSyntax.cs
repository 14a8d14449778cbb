using System.Collections.Immutable;
using Authz.Policies.Text;

using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Syntax.Conditions;

/// <summary>An attribute, one operator and its operand.</summary>
/// <param name="Operator">Its place is that of its key.</param>
public sealed record ComparisonSyntax(
    SourceSpan Span,
    AttributeSyntax Attribute,
    Located<ConditionOperator> Operator,
    ConditionQuantifier Quantifier) : ConditionSyntax(Span)
{
    /// <summary>The operand as text, one or, for `in` and `cidr`, several; `exists` has `true` or `false`. Default where it is an attribute.</summary>
    public ImmutableArray<Located<string>> Values { get; init; }

    /// <summary>The operand where it is another attribute.</summary>
    public AttributeSyntax? Other { get; init; }
}
