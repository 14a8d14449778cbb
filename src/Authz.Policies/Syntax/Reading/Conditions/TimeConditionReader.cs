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

        // Each part is judged in its own right: an error in one must not hide that of another.
        Located<string>? zone = ReadZone(reader);
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
        return zone is not null && isWhole ? new TimeConditionSyntax(span, zone.Value, days, between) : null;
    }

    private Located<string>? ReadZone(MappingReader reader)
    {
        if (reader.Text(Zone) is not { } zone)
        {
            return null;
        }

        if (!TimeZoneName.IsKnown(zone.Value))
        {
            diagnostics.ReportUnknownTimeZone(zone, TimeZoneName.All);
        }

        return zone;
    }

    private ImmutableArray<Located<DayOfWeek>> ReadDays(ImmutableArray<YamlNode> nodes)
    {
        ValueName element = ValueName.OfElement(Days);
        ImmutableArray<Located<DayOfWeek>>.Builder days = ImmutableArray.CreateBuilder<Located<DayOfWeek>>(nodes.Length);
        var seen = new HashSet<DayOfWeek>();
        foreach (YamlNode node in nodes)
        {
            if (ValueReader.FreeText(node, element, diagnostics) is { } word
                && ConditionShapes.Days.Read(word, element, diagnostics) is { } day)
            {
                if (!seen.Add(day.Value))
                {
                    diagnostics.ReportDuplicateDay(day.Span);
                }

                days.Add(day);
            }
        }

        return days.DrainToImmutable();
    }

    private TimeRangeSyntax? ReadRange(SourceSpan span, ImmutableArray<YamlNode> nodes)
    {
        Located<int>?[] times = [.. nodes.Select(ReadTime)];
        if (times.Length != 2)
        {
            // An empty list was reported as one.
            if (times.Length > 0)
            {
                diagnostics.ReportNotTwoTimes(span, times.Length);
            }

            return null;
        }

        if (times is not [{ } from, { } until])
        {
            return null;
        }

        if (from.Value >= until.Value)
        {
            diagnostics.ReportTimeRangeBackwards(span, TimeOfDay.Of(from.Value), TimeOfDay.Of(until.Value));
            return null;
        }

        return new TimeRangeSyntax(span, from.Value, until.Value);
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
