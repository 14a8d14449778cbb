using System.Collections.Immutable;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>`when`, and the conditions within one another; the nesting of YAML bounds how deep.</summary>
internal sealed class ConditionReader(DiagnosticBag diagnostics)
{
    private readonly ComparisonReader comparisons = new(diagnostics);
    private readonly TimeConditionReader times = new(diagnostics);

    public ImmutableArray<ConditionSyntax> Read(ImmutableArray<YamlNode> nodes)
    {
        ImmutableArray<ConditionSyntax>.Builder conditions = ImmutableArray.CreateBuilder<ConditionSyntax>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (ReadCondition(node) is { } condition)
            {
                conditions.Add(condition);
            }
        }

        return conditions.DrainToImmutable();
    }

    private ConditionSyntax? ReadCondition(YamlNode node)
    {
        if (!MappingReader.TryOpen(node, ConditionShapes.Condition, diagnostics, out MappingReader reader)
            || OnlyChoice(reader) is not { } choice)
        {
            return null;
        }

        SourceSpan span = reader.Span;
        switch (choice.Key.Text)
        {
            case ConditionShapes.All:
                return ReadList(choice) is { IsEmpty: false } all ? new AllConditionSyntax(span, all) : null;
            case ConditionShapes.Any:
                return ReadList(choice) is { IsEmpty: false } any ? new AnyConditionSyntax(span, any) : null;
            case ConditionShapes.Not:
                return ReadNegated(choice.Value) is { } negated ? new NotConditionSyntax(span, negated) : null;
            case ConditionShapes.Use:
                return reader.Text(ConditionShapes.Use) is { } name ? new UseConditionSyntax(span, name) : null;
            case ConditionShapes.Time:
                return times.Read(span, choice.Value);
            default:
                return comparisons.Read(span, choice);
        }
    }

    private YamlEntry? OnlyChoice(MappingReader reader)
    {
        ImmutableArray<YamlEntry> choices = reader.Choices();
        ImmutableArray<YamlEntry> refused = reader.RefusedEntries();
        foreach (YamlEntry entry in refused)
        {
            diagnostics.ReportOperatorBesideAttribute(entry.Key.Span, entry.Key.Text);
        }

        // A key that was refused or misspelt is the one that is missed.
        if (choices.Length > 1)
        {
            diagnostics.ReportSeveralConditions(choices[1].Key.Span, choices[0].Key.Text, choices[1].Key.Text);
        }

        return choices.Length == 1 && refused.IsEmpty ? choices[0] : null;
    }

    private ImmutableArray<ConditionSyntax> ReadList(YamlEntry entry) =>
        Read(ValueReader.Items(entry.Value, ValueName.OfKey(entry.Key.Text), diagnostics));

    private ConditionSyntax? ReadNegated(YamlNode node)
    {
        if (node is YamlSequence)
        {
            diagnostics.ReportListUnderNot(node.Span);
            return null;
        }

        return ReadCondition(node);
    }
}
