namespace Authz.Policies.Decisions.Conditions;

/// <summary>Days and hours of a zone's local time.</summary>
/// <param name="Days">Bit 0 is Sunday.</param>
internal sealed record TimeTerms(ZoneTable Zone, int Days, int FromMinute, int UntilMinute)
{
    // 1 January of the year one was a Monday.
    private const int FirstDay = (int)DayOfWeek.Monday;
    private const int DaysInWeek = 7;

    public bool Holds(long utcTicks)
    {
        long local = Zone.LocalTicks(utcTicks);
        long day = Math.DivRem(local, TimeSpan.TicksPerDay, out long ticksOfDay);
        if (ticksOfDay < 0)
        {
            day--;
            ticksOfDay += TimeSpan.TicksPerDay;
        }

        int weekday = (int)(((day + FirstDay) % DaysInWeek + DaysInWeek) % DaysInWeek);
        long minute = ticksOfDay / TimeSpan.TicksPerMinute;
        return (Days & (1 << weekday)) != 0 && minute >= FromMinute && minute < UntilMinute;
    }
}
