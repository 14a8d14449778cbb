using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <param name="Automaton">Null: something is wrong.</param>
/// <param name="Size">Its places and the runs of characters that they tell apart.</param>
/// <param name="Fault">What is wrong.</param>
internal sealed record CompiledExpression(ExpressionAutomaton? Automaton, int Size, ExpressionFault? Fault);
