using System.Collections.Immutable;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading;

/// <summary>One value as text, list or mapping. What is wrong is reported and read as not there.</summary>
internal static class ValueReader
{
    private static readonly ValueName LabelsName = ValueName.OfKey("labels");
    private static readonly ValueName LabelName = ValueName.OfConcept("a label");

    public static YamlMapping? Mapping(YamlNode node, ValueName what, DiagnosticBag diagnostics)
    {
        switch (node)
        {
            case YamlMapping { Entries.IsEmpty: true }:
                diagnostics.ReportEmptyCollection(node.Span, what.ToString());
                return null;
            case YamlMapping mapping:
                return mapping;
            default:
                ReportUnexpected(node, what, "a mapping", diagnostics);
                return null;
        }
    }

    public static Located<string>? Text(YamlNode node, ValueName what, DiagnosticBag diagnostics)
    {
        switch (node)
        {
            case YamlScalar { Type: YamlScalarType.Text } text:
                return text.Located;
            case YamlScalar { Type: YamlScalarType.Boolean } scalar:
                diagnostics.ReportUnquotedText(scalar.Span, what.ToString(), scalar.Text, "a truth value");
                return null;
            case YamlScalar { Type: YamlScalarType.Number } scalar:
                diagnostics.ReportUnquotedText(scalar.Span, what.ToString(), scalar.Text, "a number");
                return null;
            default:
                ReportUnexpected(node, what, "text", diagnostics);
                return null;
        }
    }

    public static Located<string>? FreeText(YamlNode node, ValueName what, DiagnosticBag diagnostics) =>
        node is YamlScalar { Type: not YamlScalarType.Null } scalar ? scalar.Located : Text(node, what, diagnostics);

    /// <summary>`true` and nothing else.</summary>
    public static bool IsTrue(YamlNode node, ValueName what, DiagnosticBag diagnostics)
    {
        if (node is YamlScalar { Type: YamlScalarType.Boolean } scalar)
        {
            if (scalar.Text is "true" or "True" or "TRUE")
            {
                return true;
            }

            diagnostics.ReportOnlyTrue(scalar.Span, what.ToString());
            return false;
        }

        ReportUnexpected(node, what, "`true`", diagnostics);
        return false;
    }

    public static ImmutableArray<YamlNode> Items(YamlNode node, ValueName what, DiagnosticBag diagnostics)
    {
        if (node is not YamlSequence sequence)
        {
            string help = node is YamlMapping
                ? "write `- ` before it, as before each element of a list"
                : "write `[` and `]` around it: a list may have one element";
            ReportUnexpected(node, what, "a list", diagnostics, help);
            return [];
        }

        if (sequence.Items.IsEmpty)
        {
            diagnostics.ReportEmptyCollection(node.Span, what.ToString());
        }

        return IsTooLong(node, what, sequence.Items.Length, PolicyLimits.ListItemsMax, diagnostics) ? [] : sequence.Items;
    }

    public static ImmutableArray<Located<string>> Texts(YamlNode node, string key, DiagnosticBag diagnostics)
    {
        ImmutableArray<YamlNode> items = Items(node, ValueName.OfKey(key), diagnostics);
        ValueName element = ValueName.OfElement(key);
        ImmutableArray<Located<string>>.Builder texts = ImmutableArray.CreateBuilder<Located<string>>(items.Length);
        foreach (YamlNode item in items)
        {
            if (Text(item, element, diagnostics) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts.DrainToImmutable();
    }

    public static ImmutableArray<LabelSyntax> Labels(YamlNode node, DiagnosticBag diagnostics)
    {
        if (Mapping(node, LabelsName, diagnostics) is not { } mapping
            || IsTooLong(node, LabelsName, mapping.Entries.Length, PolicyLimits.LabelsMax, diagnostics))
        {
            return [];
        }

        ImmutableArray<LabelSyntax>.Builder labels = ImmutableArray.CreateBuilder<LabelSyntax>(mapping.Entries.Length);
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (FreeText(entry.Value, LabelName, diagnostics) is { } value)
            {
                labels.Add(new LabelSyntax(entry.Key.Located, value));
            }
        }

        return labels.DrainToImmutable();
    }

    public static Located<DateTimeOffset>? Time(Located<string> text, DiagnosticBag diagnostics)
    {
        if (Rfc3339.TryParse(text.Value, out DateTimeOffset time))
        {
            return new Located<DateTimeOffset>(time, text.Span);
        }

        diagnostics.ReportInvalidTime(text);
        return null;
    }

    public static Located<TimeSpan>? Duration(Located<string> text, DiagnosticBag diagnostics)
    {
        if (DurationText.TryParse(text.Value, out TimeSpan duration))
        {
            return new Located<TimeSpan>(duration, text.Span);
        }

        diagnostics.ReportInvalidDuration(text);
        return null;
    }

    public static bool IsTooLong(YamlNode node, ValueName what, int count, int max, DiagnosticBag diagnostics)
    {
        if (count > max)
        {
            diagnostics.ReportTooManyItems(node.Span, what.ToString(), count, max);
            return true;
        }

        return false;
    }

    /// <summary>The value is of another type than is expected, or there is none.</summary>
    public static void ReportUnexpected(
        YamlNode node, ValueName what, string expected, DiagnosticBag diagnostics, string? help = null)
    {
        switch (node)
        {
            case YamlBroken:
                break;
            case YamlScalar { Type: YamlScalarType.Null }:
                diagnostics.ReportMissingValue(node.Span, what.ToString());
                break;
            default:
                diagnostics.ReportUnexpectedValue(node.Span, what.ToString(), expected, help);
                break;
        }
    }
}
