using System.Globalization;

namespace Authz.Service.Settings;

/// <summary>Times and sizes as people write them: a whole number and a unit.</summary>
internal static class Quantity
{
    private static readonly (string Unit, long Ticks)[] TimeUnits =
    [
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    private static readonly (string Unit, long Bytes)[] SizeUnits = [("KiB", 1024), ("MiB", 1024 * 1024), ("", 1)];

    /// <summary>A unit is required: a bare number is seconds to one reader and milliseconds to the next.</summary>
    public static bool TryReadTime(string text, out TimeSpan time)
    {
        bool isRead = TryRead(text, TimeUnits, out long ticks);
        time = new TimeSpan(ticks);
        return isRead;
    }

    public static bool TryReadSize(string text, out long bytes) => TryRead(text, SizeUnits, out bytes);

    /// <summary>In the largest unit that leaves a whole number.</summary>
    public static string Format(TimeSpan time)
    {
        (string unit, long ticks) = time == TimeSpan.Zero
            ? TimeUnits[0]
            : TimeUnits.Last(unit => time.Ticks % unit.Ticks == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / ticks}{unit}");
    }

    private static bool TryRead(string text, ReadOnlySpan<(string Unit, long Factor)> units, out long value)
    {
        string trimmed = text.Trim();
        foreach ((string unit, long factor) in units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            string digits = trimmed[..^unit.Length];
            if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            {
                value = number * factor;
                return true;
            }
        }

        value = 0;
        return false;
    }
}
