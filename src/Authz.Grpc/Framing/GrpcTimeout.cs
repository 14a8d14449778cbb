using System.Globalization;

namespace Authz.Grpc.Framing;

/// <summary>`grpc-timeout`: one to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int DigitsMax = 8;
    private const long NanosecondsPerTick = 100;

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

    /// <summary>The shortest unit that holds the whole timeout, rounded up.</summary>
    public static string Format(TimeSpan timeout)
    {
        long ticks = Math.Max(timeout.Ticks, 1);
        (long TicksPerUnit, char Unit)[] units =
        [
            (TimeSpan.TicksPerMicrosecond, 'u'),
            (TimeSpan.TicksPerMillisecond, 'm'),
            (TimeSpan.TicksPerSecond, 'S'),
            (TimeSpan.TicksPerMinute, 'M'),
        ];
        foreach ((long ticksPerUnit, char unit) in units)
        {
            long count = (ticks + ticksPerUnit - 1) / ticksPerUnit;
            if (count <= 99_999_999)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
            }
        }

        long hours = Math.Min((ticks / TimeSpan.TicksPerHour) + 1, 99_999_999);
        return string.Create(CultureInfo.InvariantCulture, $"{hours}H");
    }

    /// <summary>The last moment there is, for a timeout that reaches beyond it.</summary>
    public static DateTimeOffset DeadlineAfter(DateTimeOffset receivedAt, TimeSpan timeout) =>
        timeout > DateTimeOffset.MaxValue - receivedAt ? DateTimeOffset.MaxValue : receivedAt + timeout;
}
