using NodaTime;

namespace Authz.Policies.Syntax.Values;

/// <summary>Names of the IANA time zone database, aliases included; they are written in one case only.</summary>
internal static class TimeZoneName
{
    private static readonly HashSet<string> Ids = new(DateTimeZoneProviders.Tzdb.Ids, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> All => Ids;

    public static bool IsKnown(string name) => Ids.Contains(name);
}
