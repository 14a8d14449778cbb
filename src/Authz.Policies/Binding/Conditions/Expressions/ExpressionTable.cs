using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Text;

namespace Authz.Policies.Binding.Conditions.Expressions;

/// <summary>The expressions of a set: each is compiled once, and together they have a limit.</summary>
internal sealed class ExpressionTable(DiagnosticBag diagnostics)
{
    private readonly Dictionary<(string Text, CaseRule CaseRule), CompiledExpression> compiled = [];
    private long totalSize;

    /// <summary>Null: the expression is wrong, and that was reported.</summary>
    public ExpressionAutomaton? Compile(Located<string> text, CaseRule caseRule)
    {
        if (!compiled.TryGetValue((text.Value, caseRule), out CompiledExpression? expression))
        {
            expression = ExpressionCompiler.Compile(text.Value, caseRule);
            compiled.Add((text.Value, caseRule), expression);
            bool wasHeld = totalSize <= PolicyLimits.ExpressionsSizeMax;
            totalSize += expression.Size;
            if (wasHeld && totalSize > PolicyLimits.ExpressionsSizeMax)
            {
                diagnostics.ReportExpressionsTooLarge(text.Span);
            }
        }

        if (expression.Fault is { } fault)
        {
            SourceSpan where = ScalarPlace.Within(text, fault.Start, fault.Length);
            switch (fault.Kind)
            {
                case ExpressionFaultKind.Syntax:
                    diagnostics.ReportInvalidExpression(where, text.Value, fault.Problem, fault.Help);
                    break;
                case ExpressionFaultKind.NotTaken:
                    diagnostics.ReportExpressionNotTaken(where, text.Value, fault.Problem, fault.Help);
                    break;
                case ExpressionFaultKind.TooLarge:
                    diagnostics.ReportExpressionTooLarge(where, text.Value, fault.Problem, fault.Help);
                    break;
            }
        }

        return totalSize <= PolicyLimits.ExpressionsSizeMax ? expression.Automaton : null;
    }
}
