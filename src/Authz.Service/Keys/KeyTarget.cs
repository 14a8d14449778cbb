using Authz.Pdp.Identities.Tokens;
using Authz.Policies.Binding;

namespace Authz.Service.Keys;

/// <summary>One source of keys, and when it is asked next. Only one fetch of it is under way at a time.</summary>
internal sealed class KeyTarget
{
    private DateTimeOffset next;
    private DateTimeOffset last = DateTimeOffset.MinValue;
    private DateTimeOffset settled = DateTimeOffset.MinValue;

    /// <param name="now">The first time is at once.</param>
    public KeyTarget(BoundIssuer issuer, TokenKeySlot slot, DateTimeOffset now)
    {
        Issuer = issuer;
        Slot = slot;
        next = now;
    }

    /// <summary>As the version in force declares it: what it says of staleness may change, where keys come from may not.</summary>
    public BoundIssuer Issuer { get; set; }

    public TokenKeySlot Slot { get; }

    /// <summary>Fetches that failed since the last one that went well.</summary>
    public int Failures { get; private set; }

    public bool IsFetching { get; private set; }

    /// <summary>Whether it has to be fetched now; it counts as under way from then on.</summary>
    public bool TryStart(DateTimeOffset now)
    {
        if (IsFetching)
        {
            return false;
        }

        // The clock was ahead and was put back: what was planned by it may be far away, and how old the keys are is not known.
        bool isPutBack = now < settled;
        bool isAsked = now - last >= KeyLimits.AskedMin && Slot.TakeAsked();
        if (now < next && !isAsked && !isPutBack)
        {
            return false;
        }

        IsFetching = true;
        last = now;
        return true;
    }

    public void Succeed(DateTimeOffset now, TimeSpan? lifetime)
    {
        IsFetching = false;
        settled = now;
        Failures = 0;
        TimeSpan wanted = lifetime ?? KeyLimits.RefreshDefault;
        TimeSpan refresh = TimeSpan.FromTicks(Math.Clamp(wanted.Ticks, KeyLimits.RefreshMin.Ticks, KeyLimits.RefreshMax.Ticks));

        // Well before they are stale, whatever the answer says of its own age.
        next = now + (refresh < Issuer.MaxStale / 2 ? refresh : Issuer.MaxStale / 2);
    }

    /// <param name="chance">From 0 to 1: replicas that lost an issuer together do not come back to it together.</param>
    public void Fail(DateTimeOffset now, double chance)
    {
        IsFetching = false;
        settled = now;
        Failures++;
        double seconds = Math.Min(
            KeyLimits.RetryMax.TotalSeconds, KeyLimits.RetryMin.TotalSeconds * Math.Pow(2, Math.Min(Failures - 1, 30)));
        next = now + TimeSpan.FromSeconds(seconds * (0.5 + (chance / 2)));
    }
}
