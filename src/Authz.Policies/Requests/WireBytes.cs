using System.Runtime.CompilerServices;

namespace Authz.Policies.Requests;

/// <summary>
/// Reads the protobuf wire format. Each method takes a place and returns the one behind what it read, or
/// <see cref="Broken"/>; none throws, none reads past the end. Places stay plain numbers, so that they stay in registers.
/// </summary>
public static class WireBytes
{
    public const int Broken = -1;

    private const int WireTypeBits = 3;
    private const int VarintBytesMax = 10;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadTag(ReadOnlySpan<byte> bytes, int at, out uint number, out uint wireType)
    {
        int next = ReadVarint(bytes, at, out ulong tag);
        number = (uint)(tag >> WireTypeBits);
        wireType = (uint)tag & ((1 << WireTypeBits) - 1);

        // A tag is 32 bits, and no field has the number zero.
        return tag <= uint.MaxValue && number != 0 ? next : Broken;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadSlice(ReadOnlySpan<byte> bytes, int at, out WireSlice slice)
    {
        int start = ReadVarint(bytes, at, out ulong length);
        if (start == Broken || length > (ulong)(bytes.Length - start))
        {
            slice = default;
            return Broken;
        }

        slice = new WireSlice(start, (int)length);
        return start + (int)length;
    }

    public static int Skip(ReadOnlySpan<byte> bytes, int at, uint wireType) => wireType switch
    {
        WireType.Varint => ReadVarint(bytes, at, out _),
        WireType.Fixed64 => SkipBytes(bytes, at, sizeof(ulong)),
        WireType.LengthDelimited => ReadSlice(bytes, at, out _),
        WireType.Fixed32 => SkipBytes(bytes, at, sizeof(uint)),

        // Groups are no part of proto3, and the other two numbers of no protobuf.
        _ => Broken,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadVarint(ReadOnlySpan<byte> bytes, int at, out ulong value)
    {
        // Nearly every tag and length is one byte.
        if ((uint)at < (uint)bytes.Length && bytes[at] < 0x80)
        {
            value = bytes[at];
            return at + 1;
        }

        int next = ReadLongVarint(bytes, at, out ulong longValue);
        value = longValue;
        return next;
    }

    private static int ReadLongVarint(ReadOnlySpan<byte> bytes, int at, out ulong value)
    {
        value = 0;
        for (int i = 0; i < VarintBytesMax && at < bytes.Length; i++)
        {
            byte b = bytes[at++];
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                // The tenth byte has room for one bit.
                return i < VarintBytesMax - 1 || b <= 1 ? at : Broken;
            }
        }

        value = 0;
        return Broken;
    }

    private static int SkipBytes(ReadOnlySpan<byte> bytes, int at, int count) =>
        bytes.Length - at < count ? Broken : at + count;
}
