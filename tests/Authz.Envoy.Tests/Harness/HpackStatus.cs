using System.Globalization;
using System.Text;

namespace Authz.Envoy.Tests.Harness;

/// <summary>Reads `:status`, the first field of a response's header block (RFC 7541), and nothing more of it.</summary>
internal static class HpackStatus
{
    private const int StatusIndex = 8;
    private static readonly int[] statusByIndex = [200, 204, 206, 304, 400, 404, 500];

    public static int Read(ReadOnlySpan<byte> block)
    {
        byte first = block[0];
        if ((first & 0x80) != 0)
        {
            return statusByIndex[(first & 0x7f) - StatusIndex];
        }

        // A literal whose name is an entry of the static table: with indexing (six bits), or without (four bits).
        int index = (first & 0x40) != 0 ? first & 0x3f : first & 0x0f;
        if (index is < StatusIndex or >= StatusIndex + 7)
        {
            throw new InvalidDataException($"a header block that begins with {first:x2}");
        }

        bool isHuffman = (block[1] & 0x80) != 0;
        ReadOnlySpan<byte> value = block.Slice(2, block[1] & 0x7f);
        string text = isHuffman ? Digits(value) : Encoding.ASCII.GetString(value);
        return int.Parse(text, CultureInfo.InvariantCulture);
    }

    // Of the Huffman code only the digits: 0-2 are 00000 to 00010, 3-9 are 011001 to 011111.
    private static string Digits(ReadOnlySpan<byte> coded)
    {
        uint bits = 0;
        int count = 0;
        foreach (byte b in coded)
        {
            bits = (bits << 8) | b;
            count += 8;
        }

        var digits = new StringBuilder();
        while (digits.Length < 3)
        {
            uint five = (bits >> (count - 5)) & 0x1f;
            if (five <= 2)
            {
                digits.Append((char)('0' + five));
                count -= 5;
            }
            else
            {
                uint six = (bits >> (count - 6)) & 0x3f;
                digits.Append((char)('3' + (six - 0x19)));
                count -= 6;
            }
        }

        return digits.ToString();
    }
}
