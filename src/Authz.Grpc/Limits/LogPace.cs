namespace Authz.Grpc.Limits;

/// <summary>Lets one line of a kind through in a minute, so that who causes them cannot fill the disk.</summary>
public sealed class LogPace
{
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private long due;

    /// <summary>True for the first that asks, and again when the quiet time is over.</summary>
    public bool IsDue(DateTimeOffset now)
    {
        long seen = Volatile.Read(ref due);
        return now.UtcTicks >= seen
            && Interlocked.CompareExchange(ref due, (now + Quiet).UtcTicks, seen) == seen;
    }
}
