using System.Numerics;

namespace Authz.Policies.Decisions;

/// <summary>An immutable map from (class of callers, service) to an entry.</summary>
internal sealed class PairIndex
{
    public const int NoEntry = -1;

    private readonly PairSlot[] slots;
    private readonly int shift;

    private PairIndex(PairSlot[] slots, int shift)
    {
        this.slots = slots;
        this.shift = shift;
    }

    public static PairIndex Create(IReadOnlyCollection<KeyValuePair<(int Class, int Service), int>> pairs)
    {
        uint size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, pairs.Count * 2));
        var index = new PairIndex(new PairSlot[size], 64 - BitOperations.Log2(size));
        foreach (((int callerClass, int service), int entry) in pairs)
        {
            int slot = index.SlotOf(callerClass, service);
            while (index.slots[slot].IsUsed)
            {
                slot = (slot + 1) & (index.slots.Length - 1);
            }

            index.slots[slot] = new PairSlot(callerClass, service, entry + 1);
        }

        return index;
    }

    public int Find(int callerClass, int service)
    {
        PairSlot[] all = slots;
        for (int index = SlotOf(callerClass, service); ; index = (index + 1) & (all.Length - 1))
        {
            ref readonly PairSlot slot = ref all[index];
            if (!slot.IsUsed)
            {
                return NoEntry;
            }

            if (slot.Class == callerClass && slot.Service == service)
            {
                return slot.EntryAndOne - 1;
            }
        }
    }

    // Fibonacci hashing: the high bits of the product depend on all bits of the key.
    private int SlotOf(int callerClass, int service) =>
        (int)(((((ulong)(uint)callerClass << 32) | (uint)service) * 0x9E3779B97F4A7C15) >> shift);
}
