namespace Authz.Pdp.Requests;

/// <summary>
/// Whether an address is this machine's own: 127.0.0.0/8, ::1, or the former mapped into IPv6. Only the forms that Envoy
/// prints are read: another spelling is not local, which denies and never allows.
/// </summary>
internal static class LoopbackAddress
{
    private const int OctetMax = 255;

    public static bool Is(ReadOnlySpan<byte> address)
    {
        if (address.SequenceEqual("::1"u8))
        {
            return true;
        }

        ReadOnlySpan<byte> mapped = "::ffff:"u8;
        return IsVersion4(address.StartsWith(mapped) ? address[mapped.Length..] : address);
    }

    private static bool IsVersion4(ReadOnlySpan<byte> address)
    {
        int octets = 0;
        foreach (Range range in address.Split((byte)'.'))
        {
            octets++;
            if (octets > 4 || !TryReadOctet(address[range], out int octet) || (octets == 1 && octet != 127))
            {
                return false;
            }
        }

        return octets == 4;
    }

    private static bool TryReadOctet(ReadOnlySpan<byte> text, out int octet)
    {
        octet = 0;
        bool hasLeadingZero = text.Length > 1 && text[0] == '0';
        if (text.Length is 0 or > 3 || hasLeadingZero)
        {
            return false;
        }

        foreach (byte b in text)
        {
            if (!char.IsAsciiDigit((char)b))
            {
                return false;
            }

            octet = (octet * 10) + (b - '0');
        }

        return octet <= OctetMax;
    }
}
