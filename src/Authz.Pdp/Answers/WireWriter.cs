using System.Runtime.InteropServices;
using System.Text;

namespace Authz.Pdp.Answers;

/// <summary>Writes protobuf messages while a version is prepared; nothing of it runs during a check.</summary>
internal sealed class WireWriter
{
    private const int WireTypeBits = 3;
    private const int LengthDelimited = 2;

    private readonly List<byte> bytes;

    /// <param name="capacity">Room for so many bytes at first.</param>
    public WireWriter(int capacity = 0) => bytes = new List<byte>(capacity);

    public int Length => bytes.Count;

    public byte[] ToArray() => [.. bytes];

    public WireWriter Varint(int number, ulong value)
    {
        AddVarint((ulong)number << WireTypeBits);
        AddVarint(value);
        return this;
    }

    public WireWriter Text(int number, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Head(number, length);
        int start = bytes.Count;
        CollectionsMarshal.SetCount(bytes, start + length);
        Encoding.UTF8.GetBytes(value, CollectionsMarshal.AsSpan(bytes)[start..]);
        return this;
    }

    public WireWriter Message(int number, WireWriter message)
    {
        Head(number, message.Length);
        return Append(message);
    }

    /// <summary>The beginning of a text or a message of that many bytes, which the caller appends.</summary>
    public WireWriter Head(int number, int length)
    {
        AddVarint(((ulong)number << WireTypeBits) | LengthDelimited);
        AddVarint((ulong)length);
        return this;
    }

    public WireWriter Append(WireWriter fields)
    {
        bytes.AddRange(CollectionsMarshal.AsSpan(fields.bytes));
        return this;
    }

    /// <summary>How long a text or a message of that many bytes is with its head; the field's number is at most 15.</summary>
    public static int LengthWithHead(int length)
    {
        int head = 2;
        for (int rest = length >> 7; rest > 0; rest >>= 7)
        {
            head++;
        }

        return head + length;
    }

    private void AddVarint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}
