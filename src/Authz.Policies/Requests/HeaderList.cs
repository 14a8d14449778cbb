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

    public int NameLength(int index) => slots[index].NameLength;

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
