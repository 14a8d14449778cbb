using System.Buffers.Binary;

namespace Authz.Pdp.Identities.Signatures;

/// <summary>
/// Which signatures were seen while they are valid, by the minute in which they were made. It holds for this replica
/// alone. No locks: a minute's table only fills, and is let go as a whole when no signature of that minute is valid any
/// more.
/// </summary>
public sealed class ReplayCache
{
    public const int SignaturesPerMinuteMaxDefault = 96 * 1024;

    private const int SecondsPerGeneration = 60;

    // A signature is valid from its skew before now until its greatest age after; one more on each side for the edges.
    private const int GenerationCount =
        ((SignatureLimits.AgeSecondsMax + SignatureLimits.ClockSkewSeconds) / SecondsPerGeneration) + 3;

    private readonly ReplayGeneration?[] generations = new ReplayGeneration?[GenerationCount];
    private readonly int signaturesPerMinuteMax;

    /// <param name="signaturesPerMinuteMax">Signatures made in one minute that are remembered; the usual number takes a mebibyte.</param>
    public ReplayCache(int signaturesPerMinuteMax = SignaturesPerMinuteMaxDefault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(signaturesPerMinuteMax, 1);
        this.signaturesPerMinuteMax = signaturesPerMinuteMax;
    }

    /// <param name="signature">Of a message that was verified: only who has a key fills the cache.</param>
    /// <param name="isOutbound">On the caller's side: the provider's side sees the same signature once more.</param>
    /// <param name="created">Seconds of Unix time, within what is taken now.</param>
    internal ReplayVerdict Note(ReadOnlySpan<byte> signature, bool isOutbound, long created)
    {
        long fingerprint = BinaryPrimitives.ReadInt64LittleEndian(signature[(isOutbound ? sizeof(long) : 0)..]);
        long number = created / SecondsPerGeneration;
        ref ReplayGeneration? place = ref generations[number % GenerationCount];
        ReplayGeneration? generation = Volatile.Read(ref place);
        if (generation is null || generation.Number < number)
        {
            var fresh = new ReplayGeneration(number, signaturesPerMinuteMax);
            ReplayGeneration? seen = Interlocked.CompareExchange(ref place, fresh, generation);
            generation = ReferenceEquals(seen, generation) ? fresh : seen;
        }

        // A later minute stands in the place only if the clock went back: what was seen in this one is forgotten.
        return generation is not null && generation.Number == number ? generation.Note(fingerprint) : ReplayVerdict.Full;
    }
}
