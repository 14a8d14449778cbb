using Microsoft.Extensions.Internal;

namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// The time of the latest check, for the cache alone: it tells entries that were used lately from those that were not. To
/// whole seconds, so that threads do not fight over it.
/// </summary>
internal sealed class CheckClock : ISystemClock
{
    private long seconds;

    public DateTimeOffset UtcNow => DateTimeOffset.FromUnixTimeSeconds(Volatile.Read(ref seconds));

    /// <summary>Back too: a clock that was wrong for a moment must not leave all entries expired.</summary>
    public void Set(DateTimeOffset time)
    {
        long now = time.ToUnixTimeSeconds();
        if (now != Volatile.Read(ref seconds))
        {
            Volatile.Write(ref seconds, now);
        }
    }
}
