namespace Authz.LoadGenerator.Http2;

/// <summary>
/// RFC 7541, appendix B. The code is canonical: among codes of one length the symbols stand in their order, so that the lengths
/// say all of it.
/// </summary>
internal static class HuffmanCode
{
    private const int EndOfString = 256;
    private const int PaddingBitsMax = 7;

    private static readonly byte[] lengths =
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    // Nodes in pairs, one for each bit: a number above zero is the next pair, any other the complement of a symbol.
    private static readonly short[] tree = TreeOf(lengths);

    /// <returns>How many bytes were decoded.</returns>
    /// <exception cref="ProtocolException">The code is broken, or its padding is not the start of the end's code.</exception>
    public static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        int count = 0;
        int node = 0;
        int bits = 0;
        bool isPadding = true;
        foreach (byte octet in encoded)
        {
            for (int shift = 7; shift >= 0; shift--)
            {
                int bit = (octet >> shift) & 1;
                short next = tree[(node * 2) + bit];
                isPadding &= bit == 1;
                bits++;
                if (next > 0)
                {
                    node = next;
                    continue;
                }

                int symbol = ~next;
                decoded[count++] = symbol != EndOfString ? (byte)symbol : throw new ProtocolException("a Huffman code holds its end");
                (node, bits, isPadding) = (0, 0, true);
            }
        }

        return bits <= PaddingBitsMax && isPadding ? count : throw new ProtocolException("a Huffman code is cut off");
    }

    private static short[] TreeOf(byte[] lengths)
    {
        var nodes = new List<short> { 0, 0 };
        uint code = 0;
        for (int length = 1; length <= lengths.Max(); length++)
        {
            code <<= 1;
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    Add(nodes, code++, length, symbol);
                }
            }
        }

        return [.. nodes];
    }

    private static void Add(List<short> nodes, uint code, int length, int symbol)
    {
        int node = 0;
        for (int shift = length - 1; shift > 0; shift--)
        {
            int slot = (node * 2) + (int)((code >> shift) & 1);
            if (nodes[slot] == 0)
            {
                nodes[slot] = (short)(nodes.Count / 2);
                nodes.AddRange([0, 0]);
            }

            node = nodes[slot];
        }

        nodes[(node * 2) + (int)(code & 1)] = (short)~symbol;
    }
}
