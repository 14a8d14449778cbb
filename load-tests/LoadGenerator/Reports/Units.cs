using System.Globalization;

namespace Authz.LoadGenerator.Reports;

/// <summary>Figures as people read them.</summary>
internal static class Units
{
    public static string Time(double microseconds) => microseconds switch
    {
        double.NaN => "not known",
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds:F0} µs"),
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000:F2} ms"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1000:F0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{microseconds / 1e6:F1} s"),
    };

    public static string Size(long? bytes) => bytes is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known / 1048576.0:F1} MB")
        : "not known";

    public static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
