using System.Collections.Immutable;

namespace Authz.Policies.Binding.Conditions;

/// <summary>What a time condition holds on that says no days and no times.</summary>
internal static class Weekdays
{
    public const int MinutesOfDay = 24 * 60;

    public static ImmutableArray<DayOfWeek> All { get; } = [.. Enum.GetValues<DayOfWeek>().Order()];
}
