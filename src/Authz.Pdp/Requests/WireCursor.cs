namespace Authz.Pdp.Requests;

/// <summary>Reads the protobuf wire format between two places of a message. Never throws, never reads past the end.</summary>
internal ref struct WireCursor(ReadOnlySpan<byte> message, int start, int end)
{
    private const int VarintBytesMax = 10;
    private const int WireTypeBits = 3;

    private readonly ReadOnlySpan<byte> message = message[..end];

    public int At { get; private set; } = start;

    public readonly bool IsAtEnd => At == message.Length;

    public bool TryReadTag(out uint number, out uint wireType)
    {
        bool isRead = TryReadVarint(out ulong tag);
        number = (uint)(tag >> WireTypeBits);
        wireType = (uint)tag & ((1 << WireTypeBits) - 1);

        // A tag is 32 bits, and no field has the number zero.
        return isRead && tag <= uint.MaxValue && number != 0;
    }

    public bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (int i = 0; i < VarintBytesMax && At < message.Length; i++)
        {
            byte b = message[At++];
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                // The tenth byte has room for one bit.
                return i < VarintBytesMax - 1 || b <= 1;
            }
        }

        return false;
    }

    public bool TryReadBytes(out WireSlice slice)
    {
        slice = default;
        if (!TryReadVarint(out ulong length) || length > (ulong)(message.Length - At))
        {
            return false;
        }

        slice = new WireSlice(At, (int)length);
        At += (int)length;
        return true;
    }

    public bool TrySkip(uint wireType) => wireType switch
    {
        WireType.Varint => TryReadVarint(out _),
        WireType.Fixed64 => TrySkipBytes(sizeof(ulong)),
        WireType.LengthDelimited => TryReadBytes(out _),
        WireType.Fixed32 => TrySkipBytes(sizeof(uint)),

        // Groups are no part of proto3, and the other two numbers of no protobuf.
        _ => false,
    };

    private bool TrySkipBytes(int count)
    {
        if (message.Length - At < count)
        {
            return false;
        }

        At += count;
        return true;
    }
}
