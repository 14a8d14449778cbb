namespace Authz.Policies.Decisions.Conditions;

/// <summary>A time zone as the instants at which its offset from UTC changes.</summary>
internal sealed class ZoneTable
{
    /// <summary>
    /// Years after which the calendar and its weekdays repeat: a rule for daylight saving that is in force to the end of
    /// time says the same 400 years earlier.
    /// </summary>
    public const int CycleYears = 400;

    /// <summary>Behind this year the zone follows one rule for ever; the table reaches one cycle further.</summary>
    public const int LastRuleYear = 2100;

    private const long CycleTicks = 146_097 * TimeSpan.TicksPerDay;

    private static readonly long EndTicks = new DateTime(LastRuleYear + CycleYears, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly long[] starts;
    private readonly long[] offsets;

    /// <param name="starts">In UTC ticks, ascending; the first is the beginning of time.</param>
    /// <param name="offsets">What is added to UTC from each of these instants on, in ticks.</param>
    public ZoneTable(long[] starts, long[] offsets)
    {
        this.starts = starts;
        this.offsets = offsets;
    }

    /// <summary>Local time in ticks since the year one; it may lie a little before it, or behind the year 9999.</summary>
    public long LocalTicks(long utcTicks)
    {
        long within = utcTicks;
        while (within >= EndTicks)
        {
            within -= CycleTicks;
        }

        int found = Array.BinarySearch(starts, within);
        return utcTicks + offsets[found >= 0 ? found : ~found - 1];
    }
}
