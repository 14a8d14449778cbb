using System.Numerics;

namespace Authz.Policies.Decisions;

/// <summary>An immutable map from (class of callers, service) to an entry.</summary>
internal sealed class PairIndex
{
    public const int NoEntry = -1;

    private readonly ulong[] keys;
    private readonly int[] entries;
    private readonly int shift;

    private PairIndex(ulong[] keys, int[] entries, int shift)
    {
        this.keys = keys;
        this.entries = entries;
        this.shift = shift;
    }

    public static PairIndex Create(IReadOnlyCollection<KeyValuePair<(int Class, int Service), int>> pairs)
    {
        uint size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, pairs.Count * 2));
        var index = new PairIndex(new ulong[size], new int[size], 64 - BitOperations.Log2(size));
        Array.Fill(index.entries, NoEntry);
        foreach (((int callerClass, int service), int entry) in pairs)
        {
            ulong key = KeyOf(callerClass, service);
            int slot = index.SlotOf(key);
            while (index.entries[slot] != NoEntry)
            {
                slot = (slot + 1) & (index.entries.Length - 1);
            }

            index.keys[slot] = key;
            index.entries[slot] = entry;
        }

        return index;
    }

    public int Find(int callerClass, int service)
    {
        ulong key = KeyOf(callerClass, service);
        for (int slot = SlotOf(key); entries[slot] != NoEntry; slot = (slot + 1) & (entries.Length - 1))
        {
            if (keys[slot] == key)
            {
                return entries[slot];
            }
        }

        return NoEntry;
    }

    private static ulong KeyOf(int callerClass, int service) => ((ulong)(uint)callerClass << 32) | (uint)service;

    // Fibonacci hashing: the high bits of the product depend on all bits of the key.
    private int SlotOf(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> shift);
}
