using System.Buffers.Binary;

namespace Authz.Policies.Decisions.Conditions;

/// <summary>
/// Reads an IP address from text. Stricter than the platform, which also takes `10.1` and `0x7f.1` for addresses: what two
/// readers might read differently is none.
/// </summary>
internal static class AddressText
{
    private const int GroupCount = 8;
    private const int OctetCount = 4;

    // ::ffff:0:0/96, by which an IPv4 address stands inside IPv6.
    private static readonly UInt128 MappedPrefix = new(0, 0xFFFF_0000_0000);

    /// <summary>An IPv4 address is read as the IPv6 address that it is mapped to.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out UInt128 address)
    {
        if (text.Contains((byte)':'))
        {
            return TryReadVersion6(text, out address);
        }

        bool isRead = TryReadVersion4(text, out uint version4);
        address = MappedPrefix | version4;
        return isRead;
    }

    public static bool IsVersion4(UInt128 address) => (address >> 32) == (MappedPrefix >> 32);

    private static bool TryReadVersion4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        int octets = 0;
        foreach (Range range in text.Split((byte)'.'))
        {
            ReadOnlySpan<byte> octet = text[range];
            bool hasLeadingZero = octet.Length > 1 && octet[0] == '0';
            if (octets++ == OctetCount || octet.Length is 0 or > 3 || hasLeadingZero)
            {
                return false;
            }

            uint value = 0;
            foreach (byte b in octet)
            {
                if (!char.IsAsciiDigit((char)b))
                {
                    return false;
                }

                value = (value * 10) + (uint)(b - '0');
            }

            if (value > byte.MaxValue)
            {
                return false;
            }

            address = (address << 8) | value;
        }

        return octets == OctetCount;
    }

    private static bool TryReadVersion6(ReadOnlySpan<byte> text, out UInt128 address)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[GroupCount * sizeof(ushort)];
        bytes.Clear();
        int gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return TryReadGroups(text, bytes, out int all) && all == GroupCount && TryTake(bytes, out address);
        }

        // `:::` and a second `::` leave an empty group on the right, which is none.
        Span<byte> right = stackalloc byte[bytes.Length];
        if (!TryReadGroups(text[..gap], bytes, out int before)
            || !TryReadGroups(text[(gap + 2)..], right, out int after)
            || before + after >= GroupCount
            || EndsInVersion4(text[..gap]))
        {
            return false;
        }

        right[..(after * sizeof(ushort))].CopyTo(bytes[^(after * sizeof(ushort))..]);
        return TryTake(bytes, out address);
    }

    private static bool EndsInVersion4(ReadOnlySpan<byte> text) => text.Contains((byte)'.');

    private static bool TryTake(ReadOnlySpan<byte> bytes, out UInt128 address)
    {
        address = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return true;
    }

    /// <summary>Groups with single colons between them, the last perhaps an IPv4 address; no text is no group.</summary>
    private static bool TryReadGroups(ReadOnlySpan<byte> text, Span<byte> bytes, out int count)
    {
        count = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        while (true)
        {
            int colon = text.IndexOf((byte)':');
            ReadOnlySpan<byte> group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains((byte)'.'))
            {
                if (count > GroupCount - 2 || !TryReadVersion4(group, out uint version4))
                {
                    return false;
                }

                BinaryPrimitives.WriteUInt32BigEndian(bytes[(count * sizeof(ushort))..], version4);
                count += 2;
                return true;
            }

            if (count == GroupCount || !TryReadGroup(group, out ushort value))
            {
                return false;
            }

            BinaryPrimitives.WriteUInt16BigEndian(bytes[(count * sizeof(ushort))..], value);
            count++;
            if (colon < 0)
            {
                return true;
            }

            text = text[(colon + 1)..];
        }
    }

    private static bool TryReadGroup(ReadOnlySpan<byte> text, out ushort value)
    {
        value = 0;
        foreach (byte b in text)
        {
            if (!char.IsAsciiHexDigit((char)b))
            {
                return false;
            }

            value = (ushort)((value << 4) | (b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10));
        }

        return text.Length is > 0 and <= 4;
    }
}
