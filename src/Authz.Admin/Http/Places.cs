using Authz.Admin.Administration;

namespace Authz.Admin.Http;

/// <summary>How many may do something costly at once. One more is turned away, and does not wait: it could be a flood.</summary>
/// <param name="what">What they do, for people: the end of "so many already".</param>
internal sealed class Places(int max, string what)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private int taken;

    /// <returns>To be disposed once.</returns>
    public IDisposable Take()
    {
        if (Interlocked.Increment(ref taken) <= max)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref taken);
        throw new AdministrationException(Refusal.Unavailable, $"{max} {what} already: ask again") { RetryAfter = RetryAfter };
    }

    private sealed class Place(Places all) : IDisposable
    {
        private int isLeft;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isLeft, 1) == 0)
            {
                Interlocked.Decrement(ref all.taken);
            }
        }
    }
}
