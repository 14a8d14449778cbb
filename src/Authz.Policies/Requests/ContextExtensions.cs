namespace Authz.Policies.Requests;

/// <summary>A route's context extensions, in place. The reader has refused a request that names one twice.</summary>
public readonly ref struct ContextExtensions
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly ReadOnlySpan<HeaderSlot> slots;

    public ContextExtensions(ReadOnlySpan<byte> bytes, ReadOnlySpan<HeaderSlot> slots)
    {
        this.bytes = bytes;
        this.slots = slots;
    }

    public int Count => slots.Length;

    public ReadOnlySpan<byte> Name(int index) => bytes.Slice(slots[index].NameStart, slots[index].NameLength);

    public ReadOnlySpan<byte> Value(int index) => bytes.Slice(slots[index].ValueStart, slots[index].ValueLength);

    /// <summary>Names are compared byte for byte.</summary>
    public bool TryFind(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (Name(i).SequenceEqual(name))
            {
                value = Value(i);
                return true;
            }
        }

        value = default;
        return false;
    }
}
