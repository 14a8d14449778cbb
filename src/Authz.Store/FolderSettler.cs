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
    public SettleVerdict Observe(FolderListing listing, TimeSpan now)
    {
        if (listing.Fingerprint == taken)
        {
            candidate = null;
            return SettleVerdict.Unchanged;
        }

        if (listing.Fingerprint != candidate)
        {
            candidate = listing.Fingerprint;
            candidateSeen = now;
            return SettleVerdict.Wait;
        }

        if (now - candidateSeen < settle)
        {
            return SettleVerdict.Wait;
        }

        candidate = null;
        taken = listing.Fingerprint;
        return SettleVerdict.Take;
    }

    /// <summary>How long until a second look can tell, after <see cref="SettleVerdict.Wait"/>.</summary>
    public TimeSpan Remaining(TimeSpan now)
    {
        TimeSpan remaining = settle - (now - candidateSeen);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }
}
