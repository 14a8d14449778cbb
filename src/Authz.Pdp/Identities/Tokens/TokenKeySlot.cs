namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// The keys of one source, as they are at hand now: whoever fetches them replaces them whole, whoever verifies reads
/// once. It outlives versions, so that a reload waits for no identity provider.
/// </summary>
public sealed class TokenKeySlot
{
    private volatile TokenKeySet? keys;
    private int isAsked;

    /// <summary>Null: none were had yet.</summary>
    public TokenKeySet? Keys
    {
        get => keys;
        set => keys = value;
    }

    /// <summary>
    /// A token names a key that is not among these: perhaps the issuer has a new one. Whoever verifies does not wait for
    /// it, and whoever fetches bounds how often it lets itself be asked.
    /// </summary>
    public void AskForRefresh() => Volatile.Write(ref isAsked, 1);

    /// <summary>Whether somebody asked since the last time.</summary>
    public bool TakeAsked() => Interlocked.Exchange(ref isAsked, 0) != 0;
}
