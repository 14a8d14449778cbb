using System.Text;

namespace Authz.Policies.Requests;

/// <summary>The header lines of a request, in place: one element a line, in the order in which they came.</summary>
public readonly ref struct HeaderList
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly ReadOnlySpan<HeaderSlot> slots;

    public HeaderList(ReadOnlySpan<byte> bytes, ReadOnlySpan<HeaderSlot> slots, bool isRaw)
    {
        this.bytes = bytes;
        this.slots = slots;
        IsRaw = isRaw;
    }

    /// <summary>Lines as they came (`header_map`); otherwise one merged, sanitised value a name (`headers`).</summary>
    public bool IsRaw { get; }

    public int Count => slots.Length;

    public ReadOnlySpan<byte> Name(int index) => bytes.Slice(slots[index].NameStart, slots[index].NameLength);

    /// <summary>The next line at or after <paramref name="from"/> whose name may be of one of these lengths, or -1.</summary>
    /// <param name="lengths">A bit for each, from 0 to 31; longer names are taken for what is left of their length by 32.</param>
    public int NextOfLengths(uint lengths, int from)
    {
        ReadOnlySpan<HeaderSlot> all = slots;
        for (int i = from; i < all.Length; i++)
        {
            if (((lengths >> all[i].NameLength) & 1) != 0)
            {
                return i;
            }
        }

        return -1;
    }

    public ReadOnlySpan<byte> Value(int index) => bytes.Slice(slots[index].ValueStart, slots[index].ValueLength);

    /// <summary>The next line of that name at or after <paramref name="from"/>, or -1.</summary>
    public int IndexOf(ReadOnlySpan<byte> name, int from = 0)
    {
        for (int i = from; i < slots.Length; i++)
        {
            if (slots[i].NameLength == name.Length && Ascii.EqualsIgnoreCase(Name(i), name))
            {
                return i;
            }
        }

        return -1;
    }
}
