using System.Numerics;

namespace Authz.Pdp.Identities.Signatures;

/// <summary>
/// The signatures of one minute, by 64 bits of each: a table with open addresses that only fills. Two signatures that
/// agree in these bits are taken for one, which refuses and never allows.
/// </summary>
internal sealed class ReplayGeneration
{
    private readonly long[] slots;
    private readonly int entriesMax;
    private int entries;

    public ReplayGeneration(long number, int entriesMax)
    {
        Number = number;
        this.entriesMax = entriesMax;

        // A quarter stays empty, so that a search ends soon; one at least, so that it ends.
        slots = new long[BitOperations.RoundUpToPowerOf2((uint)entriesMax + Math.Max((uint)entriesMax / 3, 1))];
    }

    public long Number { get; }

    public int Bytes => slots.Length * sizeof(long);

    public ReplayVerdict Note(long fingerprint)
    {
        // Zero is an empty slot.
        long wanted = fingerprint == 0 ? 1 : fingerprint;
        int mask = slots.Length - 1;
        for (int at = (int)(wanted >> 7) & mask; ; at = (at + 1) & mask)
        {
            long found = Volatile.Read(ref slots[at]);
            if (found == 0)
            {
                if (Interlocked.Increment(ref entries) > entriesMax)
                {
                    Interlocked.Decrement(ref entries);
                    return ReplayVerdict.Full;
                }

                found = Interlocked.CompareExchange(ref slots[at], wanted, 0);
                if (found == 0)
                {
                    return ReplayVerdict.First;
                }

                Interlocked.Decrement(ref entries);
            }

            if (found == wanted)
            {
                return ReplayVerdict.Seen;
            }
        }
    }
}
