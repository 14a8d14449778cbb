namespace Authz.LoadGenerator.Http2;

/// <summary>
/// Reads the header blocks of one connection (RFC 7541), and keeps of them what a gRPC client wants. All of it is there, the
/// dynamic table and the Huffman code too: any server may use them.
/// </summary>
public sealed class HpackDecoder
{
    /// <summary>What is announced to the server by saying nothing (RFC 9113, 6.5.2).</summary>
    public const int TableBytesMax = 4096;

    private readonly HeaderTable table = new(TableBytesMax);
    private byte[] text = new byte[256];

    /// <exception cref="ProtocolException">The block breaks the rules.</exception>
    public ResponseFields Decode(ReadOnlySpan<byte> block)
    {
        var fields = default(ResponseFields);
        bool isStart = true;
        while (!block.IsEmpty)
        {
            byte first = block[0];
            if (first >= 0x80)
            {
                HeaderEntry entry = table.At(Integer(ref block, 7));
                fields.Note(entry.Name, entry.Value);
                isStart = false;
            }
            else if ((first & 0xe0) == 0x20)
            {
                table.Resize(isStart ? Integer(ref block, 5) : throw new ProtocolException("a table size stands behind a header"));
            }
            else
            {
                // 0x40: is added to the table; the others are not.
                bool isAdded = first >= 0x40;
                byte[] name = Name(ref block, Integer(ref block, isAdded ? 6 : 4));
                ReadOnlySpan<byte> value = Text(ref block);
                fields.Note(name, value);
                if (isAdded)
                {
                    table.Add(name, value.ToArray());
                }

                isStart = false;
            }
        }

        return fields;
    }

    private byte[] Name(ref ReadOnlySpan<byte> block, int index) => index == 0 ? Text(ref block).ToArray() : table.At(index).Name;

    // Valid until the next text is read.
    private ReadOnlySpan<byte> Text(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
        {
            throw CutOff();
        }

        bool isHuffman = block[0] >= 0x80;
        int length = Integer(ref block, 7);
        if (length > block.Length)
        {
            throw CutOff();
        }

        ReadOnlySpan<byte> encoded = block[..length];
        block = block[length..];
        if (!isHuffman)
        {
            return encoded;
        }

        // The shortest code has five bits.
        int lengthMax = (length * 8 / 5) + 1;
        if (text.Length < lengthMax)
        {
            text = new byte[lengthMax];
        }

        return text.AsSpan(0, HuffmanCode.Decode(encoded, text));
    }

    private static int Integer(ref ReadOnlySpan<byte> block, int prefixBits)
    {
        int mask = (1 << prefixBits) - 1;
        int value = block[0] & mask;
        block = block[1..];
        if (value < mask)
        {
            return value;
        }

        for (int shift = 0; shift <= 21; shift += 7)
        {
            if (block.IsEmpty)
            {
                throw CutOff();
            }

            byte next = block[0];
            block = block[1..];
            value += (next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new ProtocolException("an integer of a header block is too long");
    }

    private static ProtocolException CutOff() => new("a header block is cut off");
}
