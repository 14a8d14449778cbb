using System.Collections.Immutable;
using Authz.Policies.Syntax.Conditions;
using Authz.Policies.Syntax.Values;
using Authz.Policies.Syntax.Yaml;
using Authz.Policies.Text;

namespace Authz.Policies.Syntax.Reading.Conditions;

/// <summary>`time: {zone, days, between}`.</summary>
internal sealed class TimeConditionReader(DiagnosticBag diagnostics)
{
    private const string Zone = "zone";
    private const string Days = "days";
    private const string Between = "between";

    public TimeConditionSyntax? Read(SourceSpan span, YamlNode node)
    {
        if (!MappingReader.TryOpen(node, ConditionShapes.TimeCondition, diagnostics, out MappingReader reader))
        {
            return null;
        }

        bool saysDays = reader.Find(Days) is not null;
        YamlNode? range = reader.Find(Between);
        if (!saysDays && range is null)
        {
            diagnostics.ReportTimeWithoutLimit(reader.Span);
            return null;
        }

        ImmutableArray<Located<DayOfWeek>> days = saysDays ? ReadDays(reader.Items(Days)) : default;
        TimeRangeSyntax? between = range is null ? null : ReadRange(range.Span, reader.Items(Between));
        bool isWhole = (!saysDays || !days.IsEmpty) && (range is null || between is not null);
        return reader.Text(Zone) is { } zone && isWhole ? new TimeConditionSyntax(span, zone, days, between) : null;
    }

    private ImmutableArray<Located<DayOfWeek>> ReadDays(ImmutableArray<YamlNode> nodes)
    {
        ValueName element = ValueName.OfElement(Days);
        ImmutableArray<Located<DayOfWeek>>.Builder days = ImmutableArray.CreateBuilder<Located<DayOfWeek>>(nodes.Length);
        foreach (YamlNode node in nodes)
        {
            if (ValueReader.FreeText(node, element, diagnostics) is { } word
                && ConditionShapes.Days.Read(word, element, diagnostics) is { } day)
            {
                days.Add(day);
            }
        }

        return days.DrainToImmutable();
    }

    private TimeRangeSyntax? ReadRange(SourceSpan span, ImmutableArray<YamlNode> nodes)
    {
        if (nodes.Length != 2)
        {
            // An empty list was reported as one.
            if (!nodes.IsEmpty)
            {
                diagnostics.ReportNotTwoTimes(span, nodes.Length);
            }

            return null;
        }

        Located<int>? from = ReadTime(nodes[0]);
        Located<int>? until = ReadTime(nodes[1]);
        if (from is null || until is null)
        {
            return null;
        }

        if (from.Value.Value >= until.Value.Value)
        {
            diagnostics.ReportTimeRangeBackwards(
                span, TimeOfDay.Of(from.Value.Value), TimeOfDay.Of(until.Value.Value));
            return null;
        }

        return new TimeRangeSyntax(span, from.Value.Value, until.Value.Value);
    }

    private Located<int>? ReadTime(YamlNode node)
    {
        // `8` and `08` are numbers to YAML, and are told how a time is written, not to be quoted.
        if (ValueReader.FreeText(node, ValueName.OfElement(Between), diagnostics) is not { } text)
        {
            return null;
        }

        if (TimeOfDay.TryParse(text.Value, out int minute))
        {
            return new Located<int>(minute, text.Span);
        }

        diagnostics.ReportInvalidTimeOfDay(text);
        return null;
    }
}
