using System.Numerics;
using Authz.Policies.Compilation;

namespace Authz.Policies.Decisions.Paths;

/// <summary>An immutable map from (scope, bytes) to a number, searched by bytes in place and without allocation.</summary>
internal sealed class ByteTable
{
    private readonly ByteTableSlot[] slots;

    /// <summary>Whole keys, for those that a slot's own words do not tell whole.</summary>
    private readonly byte[] text;

    private ByteTable(ByteTableSlot[] slots, byte[] text)
    {
        this.slots = slots;
        this.text = text;
    }

    public static ByteTable Create(IReadOnlyCollection<ByteTableEntry> entries) => Create(entries, CompilationPace.Unbroken);

    public static ByteTable Create(IReadOnlyCollection<ByteTableEntry> entries, CompilationPace pace)
    {
        // At most half full: a search for what is not there ends soon.
        var slots = new ByteTableSlot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, entries.Count * 2))];
        var text = new byte[entries.Sum(TextLengthOf)];
        int written = 0;
        foreach (ByteTableEntry entry in entries)
        {
            var key = new ByteTableKey(entry.Key);
            int index = key.SlotOf(entry.Scope, slots.Length);
            while (slots[index].IsUsed)
            {
                index = (index + 1) & (slots.Length - 1);
            }

            slots[index] = new ByteTableSlot(key.First, key.Last, entry.Scope, written, entry.Key.Length + 1, entry.Value);
            entry.Key.AsSpan(0, TextLengthOf(entry)).CopyTo(text.AsSpan(written));
            written += TextLengthOf(entry);
            pace.Rest();
        }

        return new ByteTable(slots, text);
    }

    /// <summary>The number, or -1.</summary>
    public int Find(int scope, ReadOnlySpan<byte> key)
    {
        ByteTableSlot[] all = slots;
        var sought = new ByteTableKey(key);
        for (int index = sought.SlotOf(scope, all.Length); ; index = (index + 1) & (all.Length - 1))
        {
            ref readonly ByteTableSlot slot = ref all[index];
            if (!slot.IsUsed)
            {
                return -1;
            }

            if (slot.First == sought.First && slot.Last == sought.Last && slot.Scope == scope && slot.LengthAndOne == key.Length + 1
                && (key.Length <= ByteTableKey.WordsLength || key.SequenceEqual(text.AsSpan(slot.Start, key.Length))))
            {
                return slot.Value;
            }
        }
    }

    private static int TextLengthOf(ByteTableEntry entry) => entry.Key.Length <= ByteTableKey.WordsLength ? 0 : entry.Key.Length;
}
