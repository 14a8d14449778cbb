using System.Collections.Immutable;
using Authz.Policies.Decisions.Conditions;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>What stands behind an operator: text, a list of it, or another attribute.</summary>
internal sealed class OperandReader(DiagnosticBag diagnostics)
{
    /// <summary>The comparison that this operator makes; null, and reported, where a part of it is wrong.</summary>
    public ComparisonSyntax? Read(
        SourceSpan span, AttributeSyntax? attribute, YamlEntry entry, ConditionQuantifier quantifier)
    {
        ConditionOperator op = OperatorWords.Read(entry.Key.Text);
        AttributeSyntax? other = null;
        ImmutableArray<Located<string>> values = default;
        if (entry.Value is YamlMapping && TakesAttribute(op))
        {
            other = AttributeReader.ReadOperand(entry.Value, diagnostics);
        }
        else
        {
            values = ReadValues(entry, op);
        }

        bool isWhole = other is not null || !values.IsDefaultOrEmpty;
        return attribute is null || !isWhole
            ? null
            : new ComparisonSyntax(span, attribute, new Located<ConditionOperator>(op, entry.Key.Span), quantifier)
            {
                Values = values,
                Other = other,
            };
    }

    private static bool TakesAttribute(ConditionOperator op) =>
        op is not (ConditionOperator.Matches or ConditionOperator.Cidr or ConditionOperator.Exists);

    /// <summary>Default or empty: something is wrong with it, and is reported.</summary>
    private ImmutableArray<Located<string>> ReadValues(YamlEntry entry, ConditionOperator op)
    {
        string key = entry.Key.Text;
        ValueName name = ValueName.OfKey(key);
        if (entry.Value is YamlMapping && !TakesAttribute(op))
        {
            diagnostics.ReportOperatorWithoutAttribute(entry.Value.Span, key);
            return default;
        }

        switch (op)
        {
            case ConditionOperator.Exists:
                return ReadTruth(entry.Value, name) is { } truth ? [truth] : default;
            case ConditionOperator.In:
                return ReadList(entry.Value, key, PolicyLimits.ListItemsMax);
            case ConditionOperator.Cidr when entry.Value is YamlSequence:
                return ReadList(entry.Value, key, PolicyLimits.NetworksMax);
            default:
                return ReadText(entry.Value, name) is { } text ? [text] : default;
        }
    }

    private ImmutableArray<Located<string>> ReadList(YamlNode node, string key, int max)
    {
        ImmutableArray<YamlNode> items = ValueReader.Items(node, ValueName.OfKey(key), diagnostics);
        if (ValueReader.IsTooLong(node, ValueName.OfKey(key), items.Length, max, diagnostics))
        {
            return default;
        }

        ImmutableArray<Located<string>>.Builder texts = ImmutableArray.CreateBuilder<Located<string>>(items.Length);
        foreach (YamlNode item in items)
        {
            if (ReadText(item, ValueName.OfElement(key)) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts.DrainToImmutable();
    }

    private Located<string>? ReadText(YamlNode node, ValueName name)
    {
        if (node is YamlScalar { Type: YamlScalarType.Boolean or YamlScalarType.Number } scalar
            && !PlainValue.IsPlain(scalar.Text))
        {
            diagnostics.ReportValueNotPlain(scalar.Located, name.ToString());
            return null;
        }

        return ValueReader.FreeText(node, name, diagnostics);
    }

    private Located<string>? ReadTruth(YamlNode node, ValueName name)
    {
        if (node is YamlScalar { Type: YamlScalarType.Boolean } scalar)
        {
            return scalar.Located with { Value = scalar.Text.ToLowerInvariant() };
        }

        ValueReader.ReportUnexpected(node, name, "`true` or `false`", diagnostics);
        return null;
    }
}
