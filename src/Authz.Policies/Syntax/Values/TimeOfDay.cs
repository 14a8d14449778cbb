using System.Globalization;

namespace Authz.Policies.Syntax.Values;

/// <summary>`08:00`, in two digits each, from `00:00` to the day's end at `24:00`.</summary>
internal static class TimeOfDay
{
    private const int MinutesOfHour = 60;
    private const int HoursOfDay = 24;

    public const string DayStart = "00:00";
    public const string DayEnd = "24:00";

    public static string Of(int minute) =>
        string.Create(CultureInfo.InvariantCulture, $"{minute / MinutesOfHour:00}:{minute % MinutesOfHour:00}");

    /// <summary>The minute since the day began.</summary>
    public static bool TryParse(string text, out int minute)
    {
        minute = 0;
        if (text.Length != 5 || text[2] != ':')
        {
            return false;
        }

        foreach (int place in (ReadOnlySpan<int>)[0, 1, 3, 4])
        {
            if (!char.IsAsciiDigit(text[place]))
            {
                return false;
            }
        }

        int hours = ((text[0] - '0') * 10) + text[1] - '0';
        int minutes = ((text[3] - '0') * 10) + text[4] - '0';
        minute = (hours * MinutesOfHour) + minutes;
        return minutes < MinutesOfHour && minute <= HoursOfDay * MinutesOfHour;
    }
}
