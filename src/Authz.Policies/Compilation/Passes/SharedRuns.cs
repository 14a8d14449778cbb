using System.Numerics;
using System.Runtime.InteropServices;
using Authz.Policies.Decisions.Paths;

namespace Authz.Policies.Compilation.Passes;

/// <summary>Runs of units, each of which stands once however often it is put: what is alike in many tries is one in memory, and in the cache.</summary>
internal sealed class SharedRuns(UnitRun units)
{
    private const int LeastSlots = 64;

    // Of a run its place and one more, or zero: free; at most half of the slots are used.
    private (int PlaceAndOne, int Hash)[] slots = new (int, int)[LeastSlots];
    private int count;

    /// <summary>Where these units stand. They may be a part of something else: what is read there is the same.</summary>
    public int Put(ReadOnlySpan<ForestUnit> run)
    {
        int hash = HashOf(run);
        int slot = hash & (slots.Length - 1);
        for (; slots[slot].PlaceAndOne != 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (slots[slot].Hash == hash && StandsAt(slots[slot].PlaceAndOne - 1, run))
            {
                return slots[slot].PlaceAndOne - 1;
            }
        }

        int place = Append(run);
        slots[slot] = (place + 1, hash);
        if (++count * 2 > slots.Length)
        {
            Grow();
        }

        return place;
    }

    /// <summary>Units that nobody else gets, whatever they are.</summary>
    public int Append(ReadOnlySpan<ForestUnit> run)
    {
        int place = units.Take(run.Length);
        units.Put(place, MemoryMarshal.AsBytes(run));
        return place;
    }

    private bool StandsAt(int place, ReadOnlySpan<ForestUnit> run)
    {
        ReadOnlySpan<ForestUnit> there = units.From(place);
        return there.Length >= run.Length && there[..run.Length].SequenceEqual(run);
    }

    private void Grow()
    {
        (int PlaceAndOne, int Hash)[] former = slots;
        slots = new (int, int)[BitOperations.RoundUpToPowerOf2((uint)former.Length + 1)];
        foreach ((int PlaceAndOne, int Hash) used in former)
        {
            if (used.PlaceAndOne == 0)
            {
                continue;
            }

            int slot = used.Hash & (slots.Length - 1);
            while (slots[slot].PlaceAndOne != 0)
            {
                slot = (slot + 1) & (slots.Length - 1);
            }

            slots[slot] = used;
        }
    }

    private static int HashOf(ReadOnlySpan<ForestUnit> run)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(run));
        return hash.ToHashCode();
    }
}
