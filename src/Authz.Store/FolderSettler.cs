namespace Authz.Store;

/// <summary>
/// Tells a folder that was changed from one that is being changed: a listing is taken once it was seen twice, the settle
/// time apart, with no other one seen in between.
/// </summary>
public sealed class FolderSettler(TimeSpan settle)
{
    private string? taken;
    private string? candidate;
    private TimeSpan candidateSeen;

    /// <param name="now">Time on a clock that never goes back, from any start.</param>
    public SettleVerdict Observe(FolderListing listing, TimeSpan now) => Observe(listing.Fingerprint, now);

    /// <param name="fingerprint">Of a listing that need not be at hand any more.</param>
    internal SettleVerdict Observe(string fingerprint, TimeSpan now)
    {
        if (fingerprint == taken)
        {
            candidate = null;
            return SettleVerdict.Unchanged;
        }

        if (fingerprint != candidate)
        {
            candidate = fingerprint;
            candidateSeen = now;
            return SettleVerdict.Wait;
        }

        if (now - candidateSeen < settle)
        {
            return SettleVerdict.Wait;
        }

        candidate = null;
        taken = fingerprint;
        return SettleVerdict.Take;
    }

    /// <summary>What is there has to settle once more, changed or not.</summary>
    internal void Forget() => taken = null;

    /// <summary>How long until a second look can tell, after <see cref="SettleVerdict.Wait"/>.</summary>
    public TimeSpan Remaining(TimeSpan now)
    {
        TimeSpan remaining = settle - (now - candidateSeen);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
