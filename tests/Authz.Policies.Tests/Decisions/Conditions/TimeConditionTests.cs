using System.Globalization;
using Authz.Policies.Compilation.Passes;
using Authz.Policies.Decisions.Conditions;
using NodaTime;
using static Authz.Policies.Tests.Decisions.Conditions.Comparisons;

namespace Authz.Policies.Tests.Decisions.Conditions;

public sealed class TimeConditionTests
{
    private const int Midnight = 24 * 60;

    [Theory]
    [InlineData("2026-11-20T06:00:00Z", Ternary.True)]
    [InlineData("2026-11-20T05:59:59.9999999Z", Ternary.False)]
    [InlineData("2026-11-20T14:59:59.9999999Z", Ternary.True)]
    [InlineData("2026-11-20T15:00:00Z", Ternary.False)]
    [InlineData("2026-07-20T05:00:00Z", Ternary.True)]
    [InlineData("2026-07-20T14:00:00Z", Ternary.False)]
    [InlineData("2026-11-21T06:00:00Z", Ternary.False)]
    [InlineData("2026-11-22T22:00:00Z", Ternary.False)]
    [InlineData("2026-11-23T06:00:00Z", Ternary.True)]
    public void Office_hours_are_local(string time, Ternary expected) =>
        Assert.Equal(expected, At(time).Ask(Time(
            "Europe/Tallinn", 8 * 60, 17 * 60,
            DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday)));

    [Theory]
    // 03:00 to 04:00 local does not exist on this day.
    [InlineData("Europe/Tallinn", 180, 240, "2026-03-29T00:59:59Z", Ternary.False)]
    [InlineData("Europe/Tallinn", 180, 240, "2026-03-29T01:00:00Z", Ternary.False)]
    [InlineData("Europe/Tallinn", 240, 300, "2026-03-29T01:00:00Z", Ternary.True)]
    // 03:00 to 04:00 local comes twice on this one.
    [InlineData("Europe/Tallinn", 180, 240, "2026-10-25T00:30:00Z", Ternary.True)]
    [InlineData("Europe/Tallinn", 180, 240, "2026-10-25T01:30:00Z", Ternary.True)]
    [InlineData("Europe/Tallinn", 180, 240, "2026-10-25T02:00:00Z", Ternary.False)]
    // Half an hour of daylight saving.
    [InlineData("Australia/Lord_Howe", 120, 150, "2026-10-03T15:30:00Z", Ternary.False)]
    [InlineData("Australia/Lord_Howe", 150, 180, "2026-10-03T15:30:00Z", Ternary.True)]
    [InlineData("Australia/Lord_Howe", 90, 120, "2026-04-04T14:45:00Z", Ternary.True)]
    [InlineData("Australia/Lord_Howe", 90, 120, "2026-04-04T15:15:00Z", Ternary.True)]
    // Offsets behind UTC and of a quarter of an hour.
    [InlineData("America/St_Johns", 0, 1, "2026-01-01T03:30:00Z", Ternary.True)]
    [InlineData("Asia/Kathmandu", 0, 1, "2025-12-31T18:15:00Z", Ternary.True)]
    public void Daylight_saving_is_heeded(string zone, int from, int until, string time, Ternary expected) =>
        Assert.Equal(expected, At(time).Ask(Time(zone, from, until)));

    [Theory]
    [InlineData("2026-11-20T23:59:59.9999999Z", Ternary.True)]
    [InlineData("2026-11-21T00:00:00Z", Ternary.False)]
    [InlineData("2026-11-20T00:00:00Z", Ternary.True)]
    public void A_day_ends_at_twenty_four(string time, Ternary expected) =>
        Assert.Equal(expected, At(time).Ask(Time("UTC", 0, Midnight, DayOfWeek.Friday)));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", DayOfWeek.Monday, "Etc/UTC")]
    [InlineData("0001-01-01T00:00:00Z", DayOfWeek.Sunday, "America/New_York")]
    [InlineData("9999-12-31T23:59:59Z", DayOfWeek.Friday, "Etc/UTC")]
    [InlineData("9999-12-31T23:59:59Z", DayOfWeek.Saturday, "Pacific/Kiritimati")]
    public void The_ends_of_time_have_days_too(string time, DayOfWeek day, string zone) =>
        Assert.Equal(Ternary.True, At(time).Ask(Time(zone, 0, Midnight, day)));

    [Fact]
    public void Every_zone_has_the_offsets_of_its_database()
    {
        var zones = new ZoneTables();
        var random = new Random(11);
        foreach (string id in DateTimeZoneProviders.Tzdb.Ids)
        {
            DateTimeZone zone = DateTimeZoneProviders.Tzdb[id];
            ZoneTable table = zones.Of(id);
            for (int i = 0; i < 300; i++)
            {
                // Around changes as well as anywhere, and far behind the last rule's first year.
                var at = new DateTime(random.NextInt64(DateTime.MaxValue.Ticks / TimeSpan.TicksPerSecond) * TimeSpan.TicksPerSecond, DateTimeKind.Utc);
                at = i % 3 == 0 ? new DateTime(1850 + random.Next(400), 1 + random.Next(12), 1, 0, 0, 0, DateTimeKind.Utc) : at;
                Instant instant = Instant.FromDateTimeUtc(at);
                Assert.Equal(zone.GetUtcOffset(instant).Ticks, table.LocalTicks(at.Ticks) - at.Ticks);
                if (i % 3 == 1 && zone.GetZoneInterval(instant) is { HasEnd: true } interval && interval.End.ToDateTimeUtc().Year < 9999)
                {
                    long end = interval.End.ToDateTimeUtc().Ticks;
                    Assert.Equal(interval.WallOffset.Ticks, table.LocalTicks(end - 1) - (end - 1));
                    Assert.Equal(zone.GetUtcOffset(interval.End).Ticks, table.LocalTicks(end) - end);
                }
            }
        }
    }

    private static ConditionQuestion At(string time) =>
        new() { Time = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) };
}
