using System.Diagnostics;
using Authz.Policies.Decisions.Conditions;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>Expressions from text to what decides.</summary>
internal static class ExpressionCompiler
{
    /// <summary>The automaton and how much room it takes, or what is first wrong with the expression.</summary>
    public static CompiledExpression Compile(string text, CaseRule caseRule)
    {
        (ExpressionNode? expression, ExpressionFault? fault) = ExpressionParser.Parse(text, caseRule);
        if (expression is null)
        {
            return new CompiledExpression(null, 0, fault);
        }

        long places = PlacesOf(expression);
        if (places > PolicyLimits.ExpressionSizeMax)
        {
            return new CompiledExpression(null, 0, new ExpressionFault(
                ExpressionFaultKind.TooLarge,
                0,
                text.Length,
                $"with its repetitions written out the expression is longer than {PolicyLimits.ExpressionSizeMax} characters",
                "take `*` or `+` where the number does not matter"));
        }

        var builder = new ExpressionAutomatonBuilder((int)places);
        ExpressionAutomaton automaton = builder.Build(expression);
        return new CompiledExpression(automaton, builder.Size, null);
    }

    /// <summary>Places of characters with every repetition written out; past the limit no more is counted.</summary>
    private static long PlacesOf(ExpressionNode node)
    {
        const long max = PolicyLimits.ExpressionSizeMax + 1;
        switch (node)
        {
            case CharacterNode:
                return 1;
            case SequenceNode sequence:
                return Math.Min(max, sequence.Parts.Sum(PlacesOf));
            case ChoiceNode choice:
                return Math.Min(max, choice.Parts.Sum(PlacesOf));
            case RepetitionNode repetition:
                return Math.Min(max, PlacesOf(repetition.Part) * (repetition.Max ?? Math.Max(1, repetition.Min)));
            default:
                throw new UnreachableException();
        }
    }
}
