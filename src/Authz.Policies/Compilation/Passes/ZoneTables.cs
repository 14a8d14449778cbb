using Authz.Policies.Decisions.Conditions;
using NodaTime;
using NodaTime.TimeZones;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Reads each zone that a set names out of the database of time zones, once.</summary>
internal sealed class ZoneTables
{
    private readonly Dictionary<string, ZoneTable> known = new(StringComparer.Ordinal);

    public ZoneTable Of(string zone)
    {
        if (!known.TryGetValue(zone, out ZoneTable? table))
        {
            table = Create(DateTimeZoneProviders.Tzdb[zone]);
            known.Add(zone, table);
        }

        return table;
    }

    private static ZoneTable Create(DateTimeZone zone)
    {
        var starts = new List<long>();
        var offsets = new List<long>();
        Instant end = Instant.FromUtc(ZoneTable.LastRuleYear + ZoneTable.CycleYears, 1, 1, 0, 0);
        foreach (ZoneInterval interval in zone.GetZoneIntervals(new Interval(Instant.MinValue, end)))
        {
            starts.Add(interval.HasStart ? Math.Max(0, interval.Start.ToDateTimeUtc().Ticks) : 0);
            offsets.Add(interval.WallOffset.Ticks);
        }

        return new ZoneTable([.. starts], [.. offsets]);
    }
}
