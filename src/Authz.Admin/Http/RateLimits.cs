using System.Globalization;
using Authz.Admin.Administration;

namespace Authz.Admin.Http;

/// <summary>How many calls somebody may make: so many at once, and so many each second after that.</summary>
/// <remarks>System.Threading.RateLimiting reads a clock of its own, which no test can move.</remarks>
internal sealed class RateLimits(int burst, double perSecond, TimeProvider clock)
{
    /// <summary>Callers remembered; of more of them those are forgotten that have all their calls left.</summary>
    public const int BucketsMax = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<string, (double Left, long At)> buckets = new(StringComparer.Ordinal);

    public void Require(string who)
    {
        lock (gate)
        {
            long now = clock.GetTimestamp();
            buckets[who] = (RequiredNeedsLock(who, now) - 1, now);
        }
    }

    /// <summary>False: they may not make one now.</summary>
    public bool TryTake(string who)
    {
        lock (gate)
        {
            long now = clock.GetTimestamp();
            double left = LeftNeedsLock(who, now);
            if (left < 1)
            {
                return false;
            }

            buckets[who] = (left - 1, now);
            return true;
        }
    }

    /// <summary>That they may make one; it does not count as one.</summary>
    public void RequireLeft(string who)
    {
        lock (gate)
        {
            RequiredNeedsLock(who, clock.GetTimestamp());
        }
    }

    private double RequiredNeedsLock(string who, long now)
    {
        double left = LeftNeedsLock(who, now);
        return left >= 1
            ? left
            : throw new AdministrationException(
                Refusal.TooMany, string.Create(CultureInfo.InvariantCulture, $"that were more than {burst} calls at once and {perSecond} a second: wait"))
            {
                RetryAfter = TimeSpan.FromSeconds(Math.Ceiling((1 - left) / perSecond)),
            };
    }

    private double LeftNeedsLock(string who, long now)
    {
        if (buckets.TryGetValue(who, out (double Left, long At) bucket))
        {
            return Filled(bucket, now);
        }

        if (buckets.Count >= BucketsMax)
        {
            foreach (string full in buckets.Where(known => Filled(known.Value, now) >= burst).Select(static known => known.Key).ToArray())
            {
                buckets.Remove(full);
            }
        }

        // Nobody new while all are busy: a flood of names must not make room for itself.
        return buckets.Count < BucketsMax ? burst : 0;
    }

    private double Filled((double Left, long At) bucket, long now) =>
        Math.Min(burst, bucket.Left + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
}
