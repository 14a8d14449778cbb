using System.Globalization;

namespace Authz.Grpc.Framing;

/// <summary>`grpc-timeout`: one to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int DigitsMax = 8;
    private const long CountMax = 99_999_999;
    private const long NanosecondsPerTick = 100;

    private static readonly (long TicksPerUnit, char Unit)[] Units =
    [
        (TimeSpan.TicksPerMicrosecond, 'u'),
        (TimeSpan.TicksPerMillisecond, 'm'),
        (TimeSpan.TicksPerSecond, 'S'),
        (TimeSpan.TicksPerMinute, 'M'),
        (TimeSpan.TicksPerHour, 'H'),
    ];

    /// <summary>The longest one, 99999999 hours, fits a TimeSpan.</summary>
    public static bool TryParse(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > DigitsMax + 1
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            return false;
        }

        long ticks = text[^1] switch
        {
            'H' => value * TimeSpan.TicksPerHour,
            'M' => value * TimeSpan.TicksPerMinute,
            'S' => value * TimeSpan.TicksPerSecond,
            'm' => value * TimeSpan.TicksPerMillisecond,
            'u' => value * TimeSpan.TicksPerMicrosecond,
            // Rounded up, so that a short timeout does not become none at all.
            'n' => (value + NanosecondsPerTick - 1) / NanosecondsPerTick,
            _ => -1,
        };
        timeout = new TimeSpan(ticks);
        return ticks >= 0;
    }

    /// <summary>In the finest unit that holds it, rounded up; what is longer than the longest timeout is that.</summary>
    public static string Format(TimeSpan timeout)
    {
        long ticks = Math.Max(timeout.Ticks, 1);
        foreach ((long ticksPerUnit, char unit) in Units)
        {
            long count = (ticks / ticksPerUnit) + (ticks % ticksPerUnit == 0 ? 0 : 1);
            if (count <= CountMax)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{CountMax}H");
    }

    /// <summary>The last moment there is, for a timeout that reaches beyond it.</summary>
    public static DateTimeOffset DeadlineAfter(DateTimeOffset receivedAt, TimeSpan timeout) =>
        timeout > DateTimeOffset.MaxValue - receivedAt ? DateTimeOffset.MaxValue : receivedAt + timeout;
}
