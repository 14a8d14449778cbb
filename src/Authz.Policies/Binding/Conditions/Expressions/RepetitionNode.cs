namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>The same again. Lazy or not makes no difference to whether the whole of a value is matched.</summary>
/// <param name="Max">Null: without end.</param>
internal sealed record RepetitionNode(ExpressionNode Part, int Min, int? Max) : ExpressionNode;
