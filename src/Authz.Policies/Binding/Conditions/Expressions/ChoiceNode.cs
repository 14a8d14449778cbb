using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>One of several.</summary>
internal sealed record ChoiceNode(ImmutableArray<ExpressionNode> Parts) : ExpressionNode;
