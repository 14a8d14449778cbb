namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// The keys of one source, as they are at hand now: whoever fetches them replaces them whole, whoever verifies reads
/// once. It outlives versions, so that a reload waits for no identity provider.
/// </summary>
public sealed class TokenKeySlot
{
    private volatile TokenKeySet? keys;

    /// <summary>Null: none were had yet.</summary>
    public TokenKeySet? Keys
    {
        get => keys;
        set => keys = value;
    }
}
