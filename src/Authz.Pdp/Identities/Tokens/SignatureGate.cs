namespace Authz.Pdp.Identities.Tokens;

/// <summary>
/// How many signatures are verified at once. One more is turned away and does not wait, so that a flood of tokens leaves
/// callers with certificates served. It outlives versions.
/// </summary>
public sealed class SignatureGate
{
    private readonly int checksMax;
    private int checks;

    public SignatureGate(int checksMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(checksMax, 1);
        this.checksMax = checksMax;
    }

    public int Checks => Volatile.Read(ref checks);

    /// <summary>False: there are too many; then nothing is to be left.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref checks) <= checksMax)
        {
            return true;
        }

        Interlocked.Decrement(ref checks);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref checks);
}
