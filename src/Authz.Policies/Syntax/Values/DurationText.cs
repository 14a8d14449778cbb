using System.Globalization;

namespace Authz.Policies.Syntax.Values;

/// <summary>Spans of time as a whole number with one unit: `90s`, `5m`, `24h`.</summary>
internal static class DurationText
{
    // Nine digits of hours are within a TimeSpan; no limit of ours is near.
    private const int DigitsMax = 9;

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length is < 2 or > DigitsMax + 1
            || (text[0] == '0' && text.Length > 2)
            || !int.TryParse(text.AsSpan()[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return false;
        }

        switch (text[^1])
        {
            case 's':
                duration = TimeSpan.FromSeconds(count);
                return true;
            case 'm':
                duration = TimeSpan.FromMinutes(count);
                return true;
            case 'h':
                duration = TimeSpan.FromHours(count);
                return true;
            default:
                return false;
        }
    }

    /// <summary>In the largest unit that leaves a whole number.</summary>
    public static string Of(TimeSpan duration)
    {
        long seconds = (long)duration.TotalSeconds;
        FormattableString text = (seconds % 3600, seconds % 60) switch
        {
            (0, _) when seconds > 0 => $"{seconds / 3600}h",
            (_, 0) when seconds > 0 => $"{seconds / 60}m",
            _ => $"{seconds}s",
        };
        return text.ToString(CultureInfo.InvariantCulture);
    }
}
