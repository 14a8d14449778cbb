using System.Collections.Immutable;
using Authz.Policies.Text;
using Authz.Store.Versions;

namespace Authz.Store;

/// <summary>A folder as the author of the versions: each step is one look at it, and what follows from it.</summary>
/// <param name="headStart">Has looked before the first step, if there is one.</param>
/// <param name="versions">What keeps the versions, if anything does.</param>
/// <param name="fallBack">Called while nothing is in force and the folder cannot be taken.</param>
public sealed class FolderSource(
    FolderSourceOptions options, PolicyStore store, HeadStart? headStart = null, FolderVersions? versions = null, Action? fallBack = null)
{
    /// <summary>A folder that moves for so long after the start is waited for no more, where there is something to serve meanwhile.</summary>
    internal static readonly TimeSpan SettlingMax = TimeSpan.FromSeconds(10);

    private readonly FolderReader reader = new(options.Limits);
    private readonly FolderSettler settler = new(options.Settle);
    private HeadStart? headStart = headStart;
    private bool wasLocked = versions?.WasLocked(options.Folder) ?? false;
    private volatile bool isLookWanted;

    public string Folder => options.Folder;

    internal bool HasVersion => store.Status.InForce is not null;

    /// <summary>What is there is offered again, at the next step.</summary>
    internal void LookAgain() => isLookWanted = true;

    /// <summary>Calls it, on any thread, when a step is wanted before its time.</summary>
    internal void Follow(Action wake)
    {
        if (versions is not null)
        {
            versions.LookWanted += () =>
            {
                LookAgain();
                wake();
            };
            versions.Follow();
        }
    }

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

        if (isLookWanted)
        {
            isLookWanted = false;
            settler.Forget();
        }

        if (versions is not null && versions.TryAgain())
        {
            store.NoteKept();
        }

        FolderListing listing = reader.Read(options.Folder);
        switch (settler.Observe(listing, now))
        {
            case SettleVerdict.Wait:
                FallBackIf(now >= SettlingMax);
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
        ImmutableArray<Diagnostic> faults = FaultsOf(listing);
        if (!faults.IsEmpty)
        {
            store.Refuse(faults);
        }
        else if (store.Offer(listing.Sources, versions) is OfferOutcome.Activated or OfferOutcome.Unchanged)
        {
            NoteLock(isLocked: listing.Lock is not null);
        }

        FallBackIf(true);
    }

    private ImmutableArray<Diagnostic> FaultsOf(FolderListing listing) =>
        options.Lock == LockMode.OnceSeen && wasLocked ? listing.FaultsAfterLock() : listing.FaultsUnder(options.Lock);

    /// <summary>A checkout that lost its lock lost perhaps a deny too: the next one without is not taken, unless somebody said that it may.</summary>
    private void NoteLock(bool isLocked)
    {
        if (isLocked != wasLocked)
        {
            wasLocked = isLocked;
            versions?.NoteLocked(options.Folder, isLocked);
        }
    }

    private void FallBackIf(bool isTime)
    {
        if (isTime && !HasVersion)
        {
            fallBack?.Invoke();
        }
    }
}
