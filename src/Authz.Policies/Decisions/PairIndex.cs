using System.Numerics;
using Authz.Policies.Compilation;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Decisions;

/// <summary>
/// An immutable map from (class of callers, service) to an entry. A slot has the place of a pair in the forest and some bits of its hash,
/// so that many slots fit into the cache; whose the place is, the pair itself says, next to the entry that is read anyhow.
/// </summary>
internal sealed class PairIndex
{
    public const int NoEntry = -1;
    public const int NoPlace = -1;

    private readonly PathForest forest;

    // Zero: free. Else the place and one more in the lower bits, and the hash's tag above them.
    private readonly uint[] slots;
    private readonly uint placeMask;

    private PairIndex(PathForest forest, uint[] slots, uint placeMask)
    {
        this.forest = forest;
        this.slots = slots;
        this.placeMask = placeMask;
    }

    /// <param name="places">Of all pairs in the forest.</param>
    public static PairIndex Create(PathForest forest, IReadOnlyCollection<int> places, CompilationPace pace)
    {
        // Half full, and no larger than that.
        var slots = new uint[Math.Max(2, places.Count * 2)];
        uint placeMask = uint.MaxValue >> BitOperations.LeadingZeroCount((uint)places.DefaultIfEmpty().Max() + 1);
        foreach (int place in places)
        {
            ref readonly AccessPair pair = ref forest.Pair(place);
            ulong hash = HashOf(pair.Class, pair.Service);
            int slot = SlotOf(hash, slots.Length);
            while (slots[slot] != 0)
            {
                slot = Next(slot, slots);
            }

            slots[slot] = ((uint)hash & ~placeMask) | ((uint)place + 1);
            pace.Rest();
        }

        return new PairIndex(forest, slots, placeMask);
    }

    /// <param name="likely">What <see cref="FetchEntryAhead"/> said, of whatever pair: it is looked at first.</param>
    public int Find(int callerClass, int service, int likely)
    {
        if (likely != NoPlace)
        {
            ref readonly AccessPair pair = ref forest.Pair(likely);
            if (pair.Class == callerClass && pair.Service == service)
            {
                return pair.Entry;
            }
        }

        return Find(callerClass, service);
    }

    public int Find(int callerClass, int service)
    {
        uint[] all = slots;
        ulong hash = HashOf(callerClass, service);
        for (int index = SlotOf(hash, all.Length); all[index] != 0; index = Next(index, all))
        {
            // The tag only spares looking at what cannot be it.
            if (((all[index] ^ (uint)hash) & ~placeMask) == 0)
            {
                ref readonly AccessPair pair = ref forest.Pair(PlaceIn(all[index]));
                if (pair.Class == callerClass && pair.Service == service)
                {
                    return pair.Entry;
                }
            }
        }

        return NoEntry;
    }

    /// <summary>Asks for the slot that <see cref="FetchEntryAhead"/> will most likely read.</summary>
    public void FetchAhead(int callerClass, int service) =>
        Ahead.Fetch(slots, SlotOf(HashOf(callerClass, service), slots.Length), 1);

    /// <summary>Asks for what is most likely the pair and its entry, without a look at them, and says where it is; or -1.</summary>
    public int FetchEntryAhead(int callerClass, int service)
    {
        uint[] all = slots;
        ulong hash = HashOf(callerClass, service);
        for (int index = SlotOf(hash, all.Length); all[index] != 0; index = Next(index, all))
        {
            if (((all[index] ^ (uint)hash) & ~placeMask) == 0)
            {
                int place = PlaceIn(all[index]);
                forest.FetchAhead(place);
                return place;
            }
        }

        return NoPlace;
    }

    private int PlaceIn(uint slot) => (int)(slot & placeMask) - 1;

    private static int Next(int slot, uint[] all) => slot + 1 == all.Length ? 0 : slot + 1;

    // Fibonacci hashing: the high bits of the product depend on all bits of the key, and they are scaled to the number of slots. The low
    // ones, of which the tag is, depend on the service only: bits from the middle are mixed in.
    private static ulong HashOf(int callerClass, int service)
    {
        ulong hash = (((ulong)(uint)callerClass << 32) | (uint)service) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 12);
    }

    private static int SlotOf(ulong hash, int slotCount) => (int)(((hash >> 32) * (uint)slotCount) >> 32);
}
