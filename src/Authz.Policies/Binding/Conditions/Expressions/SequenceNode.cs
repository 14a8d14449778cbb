using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>One after the other; none is the empty text.</summary>
internal sealed record SequenceNode(ImmutableArray<ExpressionNode> Parts) : ExpressionNode;
