using System.Numerics;
using System.Runtime.InteropServices;

namespace Authz.Service.Audit;

/// <summary>
/// A bounded queue of structs from many threads to one. Nobody waits: who adds to a full one is told so. Each slot has a number that
/// says whose turn it is: its position when it may be filled, one more when it may be taken, and one lap more when it is free again.
/// </summary>
internal sealed class RecordRing<T>
    where T : struct
{
    private const long ClosedBit = long.MinValue;

    private readonly Slot[] slots;
    private readonly long mask;
    private RingEnds ends;

    /// <param name="length">A power of two, two at least: in a ring of one, a taken slot and a free one had the same number.</param>
    public RecordRing(int length)
    {
        if (length < 2 || !BitOperations.IsPow2(length))
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, "a power of two");
        }

        mask = length - 1;
        slots = new Slot[length];
        for (int i = 0; i < length; i++)
        {
            slots[i].Turn = i;
        }
    }

    public int Length => slots.Length;

    /// <summary>How many are in it, those that are just being added included.</summary>
    public long Count => (Volatile.Read(ref ends.Tail) & ~ClosedBit) - Volatile.Read(ref ends.Head);

    /// <summary>Nothing is in it, and nothing can come any more.</summary>
    public bool IsDone => Volatile.Read(ref ends.Tail) < 0 && Count == 0;

    /// <summary>False: it is full, or closed. Any thread may call it.</summary>
    public bool TryAdd(in T record)
    {
        long position = Volatile.Read(ref ends.Tail);
        while (position >= 0)
        {
            ref Slot slot = ref slots[position & mask];
            long ahead = Volatile.Read(ref slot.Turn) - position;
            if (ahead < 0)
            {
                // Still taken by the lap before.
                return false;
            }

            // Ahead of us: another thread has filled it meanwhile.
            long seen = ahead == 0
                ? Interlocked.CompareExchange(ref ends.Tail, position + 1, position)
                : Volatile.Read(ref ends.Tail);
            if (ahead == 0 && seen == position)
            {
                // INVARIANT: the slot is ours alone until its number says that it may be taken.
                slot.Record = record;
                Volatile.Write(ref slot.Turn, position + 1);
                return true;
            }

            position = seen;
        }

        return false;
    }

    /// <summary>False: nothing is there, or the next one is just being added. One thread at a time may call it.</summary>
    public bool TryTake(out T record)
    {
        long position = ends.Head;
        ref Slot slot = ref slots[position & mask];
        if (Volatile.Read(ref slot.Turn) != position + 1)
        {
            record = default;
            return false;
        }

        record = slot.Record;

        // What it refers to must not live until the slot is filled again, which may be never.
        slot.Record = default;
        Volatile.Write(ref slot.Turn, position + slots.Length);
        Volatile.Write(ref ends.Head, position + 1);
        return true;
    }

    /// <summary>Nothing more is added. What was begun to be added still comes: it is done when <see cref="IsDone"/> says so.</summary>
    public void Close() => Interlocked.Or(ref ends.Tail, ClosedBit);

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public long Turn;
        public T Record;
    }
}
