using System.Globalization;

namespace Authz.Cli.EnvoyConfigs;

internal static class DurationValue
{
    /// <summary>Protobuf's JSON says a duration in seconds: `0.2s`. False: it is none.</summary>
    public static bool TryRead(ConfigValue value, out double seconds)
    {
        seconds = 0;
        return value.Text.EndsWith('s')
            && double.TryParse(
                value.Text.AsSpan(0, value.Text.Length - 1),
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out seconds);
    }

    public static bool TryReadNumber(ConfigValue value, out double number) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
