namespace Authz.Store;

/// <summary>What became of an offered set. INVARIANT: zero changed nothing.</summary>
public enum OfferOutcome : byte
{
    /// <summary>The version in force stays; the status says why.</summary>
    Refused = 0,

    /// <summary>It is in force already.</summary>
    Unchanged = 1,

    Activated = 2,

    /// <summary>Another version is pinned, or was activated meanwhile: it waits.</summary>
    Held = 3,
}
