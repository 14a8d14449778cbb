using System.Collections.Immutable;
using Authz.Policies.Text;

namespace Authz.Store;

/// <summary>A folder as the author of the versions: each step is one look at it, and what follows from it.</summary>
/// <param name="headStart">Has looked before the first step, if there is one.</param>
public sealed class FolderSource(FolderSourceOptions options, PolicyStore store, HeadStart? headStart = null)
{
    private readonly FolderReader reader = new(options.Limits);
    private readonly FolderSettler settler = new(options.Settle);
    private HeadStart? headStart = headStart;

    public string Folder => options.Folder;

    internal bool HasVersion => store.Status.InForce is not null;

    /// <summary>Reads, compiles and activates on the caller's thread.</summary>
    /// <param name="now">Time on a clock that never goes back, from any start.</param>
    public FolderStep Step(TimeSpan now)
    {
        // As the first of all looks or not at all: a later one has to agree with it, not it with a later one.
        if (headStart?.TakeFirstLook() is { } look)
        {
            settler.Observe(look.Fingerprint, now - look.Age);
        }

        headStart = null;

        FolderListing listing = reader.Read(options.Folder);
        switch (settler.Observe(listing, now))
        {
            case SettleVerdict.Wait:
                return new FolderStep(IsSettling: true, settler.Remaining(now));
            case SettleVerdict.Take:
                Take(listing);
                break;
            case SettleVerdict.Unchanged:
                break;
        }

        return new FolderStep(IsSettling: false, options.Poll);
    }

    private void Take(FolderListing listing)
    {
        ImmutableArray<Diagnostic> faults = listing.FaultsUnder(options.Lock);
        if (faults.IsEmpty)
        {
            store.Offer(listing.Sources);
        }
        else
        {
            store.Refuse(faults);
        }
    }
}
