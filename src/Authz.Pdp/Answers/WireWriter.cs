using System.Text;

namespace Authz.Pdp.Answers;

/// <summary>Writes protobuf messages while a version is prepared; nothing of it runs during a check.</summary>
internal sealed class WireWriter
{
    private const int WireTypeBits = 3;
    private const int LengthDelimited = 2;

    private readonly List<byte> bytes = [];

    public byte[] ToArray() => [.. bytes];

    public WireWriter Varint(int number, ulong value)
    {
        AddVarint((ulong)number << WireTypeBits);
        AddVarint(value);
        return this;
    }

    public WireWriter Text(int number, string value) => Bytes(number, Encoding.UTF8.GetBytes(value));

    public WireWriter Message(int number, WireWriter message) => Bytes(number, message.ToArray());

    public WireWriter Append(WireWriter fields)
    {
        bytes.AddRange(fields.bytes);
        return this;
    }

    private WireWriter Bytes(int number, byte[] value)
    {
        AddVarint(((ulong)number << WireTypeBits) | LengthDelimited);
        AddVarint((ulong)value.Length);
        bytes.AddRange(value);
        return this;
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
