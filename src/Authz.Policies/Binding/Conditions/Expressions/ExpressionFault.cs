namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>What is wrong with an expression.</summary>
/// <param name="Start">Where, in characters of the expression.</param>
/// <param name="Problem">A sentence without its end.</param>
/// <param name="Help">What to write instead.</param>
internal sealed record ExpressionFault(ExpressionFaultKind Kind, int Start, int Length, string Problem, string? Help);
