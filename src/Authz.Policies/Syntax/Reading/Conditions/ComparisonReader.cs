using System.Collections.Immutable;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Shapes;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>An attribute with one operator, which may stand within `any` or `all`.</summary>
internal sealed class ComparisonReader(DiagnosticBag diagnostics)
{
    private readonly OperandReader operands = new(diagnostics);

    public ComparisonSyntax? Read(SourceSpan span, YamlEntry entry)
    {
        AttributeForm form = ConditionShapes.Attributes.First(known => known.Word == entry.Key.Text);
        if (!MappingReader.TryOpen(entry.Value, form.Comparison, diagnostics, out MappingReader reader))
        {
            return null;
        }

        AttributeSyntax? attribute = AttributeReader.Read(form.Word, reader);
        if (OnlyChoice(reader, form.Comparison, form) is not { } choice)
        {
            return null;
        }

        return choice.Key.Text switch
        {
            AttributeForm.Any => ReadQuantified(span, attribute, choice.Value, form, form.AnyOf, ConditionQuantifier.Any),
            AttributeForm.All => ReadQuantified(span, attribute, choice.Value, form, form.AllOf, ConditionQuantifier.All),
            _ => operands.Read(span, attribute, choice, ConditionQuantifier.Unanimous),
        };
    }

    private ComparisonSyntax? ReadQuantified(
        SourceSpan span,
        AttributeSyntax? attribute,
        YamlNode node,
        AttributeForm form,
        MappingShape shape,
        ConditionQuantifier quantifier) =>
        MappingReader.TryOpen(node, shape, diagnostics, out MappingReader reader)
            && OnlyChoice(reader, shape, form) is { } choice
            ? operands.Read(span, attribute, choice, quantifier)
            : null;

    private YamlEntry? OnlyChoice(MappingReader reader, MappingShape shape, AttributeForm form)
    {
        ImmutableArray<YamlEntry> refused = reader.RefusedEntries();
        foreach (YamlEntry entry in refused)
        {
            bool isForOneValue = form.Operators.Contains(entry.Key.Text);
            diagnostics.ReportOperatorNotTaken(entry.Key.Span, entry.Key.Text, shape.Concept, shape.ExactlyOne, isForOneValue);
        }

        ImmutableArray<YamlEntry> choices = reader.Choices();
        if (choices.Length > 1)
        {
            diagnostics.ReportSeveralOperators(choices[1].Key.Span, shape.Concept, choices[0].Key.Text, choices[1].Key.Text);
        }
        else if (choices.IsEmpty && refused.IsEmpty && !reader.HasUnknownKeys)
        {
            diagnostics.ReportNoOperator(reader.Span, shape.Concept, shape.ExactlyOne);
        }

        return choices.Length == 1 && refused.IsEmpty ? choices[0] : null;
    }
}
