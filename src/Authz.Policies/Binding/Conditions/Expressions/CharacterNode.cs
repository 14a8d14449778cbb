namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>One character, of a set of them.</summary>
internal sealed record CharacterNode(CharacterSet Characters) : ExpressionNode;
