namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>A regular expression, or a part of one. Groups are gone: they only say what belongs together.</summary>
internal abstract record ExpressionNode;
