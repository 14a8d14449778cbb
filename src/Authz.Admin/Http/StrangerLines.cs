using System.Globalization;

namespace Authz.Admin.Http;

/// <summary>
/// Lines of the audit log of refusals that cost whoever is refused nothing. A flood of them must not fill the disk, which takes with it what is
/// changed and kept: beyond so many they are counted, and the next line tells how many.
/// </summary>
internal sealed class StrangerLines(TimeProvider clock)
{
    public const int Burst = 100;

    public const double PerSecond = 10;

    private const string All = "";

    private readonly RateLimits limits = new(Burst, PerSecond, clock);
    private long untold;

    /// <returns>What the line says as the reason; null: there is none, and it is counted.</returns>
    public string? Tell(string reason)
    {
        if (!limits.TryTake(All))
        {
            Interlocked.Increment(ref untold);
            return null;
        }

        long before = Interlocked.Exchange(ref untold, 0);
        return before == 0 ? reason : string.Create(CultureInfo.InvariantCulture, $"{reason} (and {before} more refusals of strangers, or of too many calls, have no line)");
    }
}
