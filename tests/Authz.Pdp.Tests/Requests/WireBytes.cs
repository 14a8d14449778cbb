namespace Authz.Pdp.Tests.Requests;

/// <summary>Pieces of the wire format, for messages that no generated class would write.</summary>
internal static class WireBytes
{
    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>A length-delimited field.</summary>
    public static byte[] Field(uint tag, ReadOnlySpan<byte> content) =>
        [.. Varint(tag), .. Varint((ulong)content.Length), .. content];
}
