namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>A part of an expression while its automaton is built: where it may begin and end, as bits of places.</summary>
internal sealed record ExpressionFragment(bool IsNullable, ulong[] First, ulong[] Last);
