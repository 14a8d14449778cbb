using System.Buffers.Binary;
using System.Numerics;

namespace Authz.Policies.Decisions.Paths;

/// <summary>An immutable map from (scope, bytes) to a number, searched by bytes in place and without allocation.</summary>
internal sealed class ByteTable
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    private readonly ByteTableSlot[] slots;
    private readonly byte[] text;
    private readonly int mask;

    private ByteTable(ByteTableSlot[] slots, byte[] text)
    {
        this.slots = slots;
        this.text = text;
        mask = slots.Length - 1;
    }

    public static ByteTable Create(IReadOnlyCollection<ByteTableEntry> entries)
    {
        // At most half full: a search for what is not there ends soon.
        var slots = new ByteTableSlot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, entries.Count * 2))];
        var text = new byte[entries.Sum(entry => entry.Key.Length)];
        int written = 0;
        foreach (ByteTableEntry entry in entries)
        {
            entry.Key.CopyTo(text, written);
            uint hash = HashOf(entry.Scope, entry.Key);
            int index = (int)hash & (slots.Length - 1);
            while (slots[index].IsUsed)
            {
                index = (index + 1) & (slots.Length - 1);
            }

            slots[index] = new ByteTableSlot(hash, entry.Scope, written, entry.Key.Length, entry.Value, IsUsed: true);
            written += entry.Key.Length;
        }

        return new ByteTable(slots, text);
    }

    /// <summary>The number, or -1.</summary>
    public int Find(int scope, ReadOnlySpan<byte> key)
    {
        uint hash = HashOf(scope, key);
        for (int index = (int)hash & mask; slots[index].IsUsed; index = (index + 1) & mask)
        {
            ref readonly ByteTableSlot slot = ref slots[index];
            if (slot.Hash == hash && slot.Scope == scope && key.SequenceEqual(text.AsSpan(slot.Start, slot.Length)))
            {
                return slot.Value;
            }
        }

        return -1;
    }

    private static uint HashOf(int scope, ReadOnlySpan<byte> key)
    {
        ulong hash = ((ulong)(uint)scope << 32) ^ (uint)key.Length;
        while (key.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(key));
            key = key[sizeof(ulong)..];
        }

        ulong tail = 0;
        foreach (byte b in key)
        {
            tail = (tail << 8) | b;
        }

        return (uint)Mix(hash ^ tail);
    }

    private static ulong Mix(ulong value)
    {
        value *= Multiplier;
        return value ^ (value >> 32);
    }
}
