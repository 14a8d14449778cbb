using Authz.Policies.Syntax.Conditions;

namespace Authz.Testing.Naive.Conditions;

/// <summary>Local days and hours, by the time zones of the system that runs the tests.</summary>
internal static class NaiveTime
{
    public static bool Holds(TimeConditionSyntax condition, DateTimeOffset time)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(condition.Zone.Value);
        DateTime local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
        bool onDay = condition.Days.IsDefault || condition.Days.Any(day => day.Value == local.DayOfWeek);
        bool inRange = condition.Between is not { } range
            || (local.TimeOfDay >= TimeSpan.FromMinutes(range.FromMinute)
                && local.TimeOfDay < TimeSpan.FromMinutes(range.UntilMinute));
        return onDay && inRange;
    }
}
