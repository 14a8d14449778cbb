using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Authz.Pdp.Tests.Requests;

/// <summary>A message as a tree of fields, to break it in one place and leave the lengths around it right.</summary>
internal sealed class WireNode
{
    private readonly byte[] content;
    private readonly uint parsedTag;

    private WireNode(uint tag, byte[] content, FieldDescriptor? field)
    {
        Tag = tag;
        parsedTag = tag;
        this.content = content;
        Field = field;
    }

    /// <summary>Field number and wire type.</summary>
    public uint Tag { get; set; }

    public FieldDescriptor? Field { get; }

    /// <summary>How often the field is written.</summary>
    public int Copies { get; set; } = 1;

    public List<WireNode> Children { get; private init; } = [];

    public IEnumerable<WireNode> Descendants => Children.SelectMany(child => child.Descendants.Prepend(child));

    public static WireNode Parse(byte[] message, MessageDescriptor descriptor) =>
        new(0, message, null) { Children = ParseChildren(message, descriptor) };

    public byte[] Serialize() => Children.Count == 0
        ? content
        : [.. Children.SelectMany(child => Enumerable.Repeat(child.SerializeField(), child.Copies)).SelectMany(field => field)];

    private static List<WireNode> ParseChildren(byte[] message, MessageDescriptor descriptor)
    {
        var children = new List<WireNode>();
        var input = new CodedInputStream(message);
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            FieldDescriptor? field = descriptor.FindFieldByNumber(WireFormat.GetTagFieldNumber(tag));
            byte[] content = WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                WireFormat.WireType.Varint => WireBytes.Varint(input.ReadUInt64()),
                WireFormat.WireType.Fixed64 => BitConverter.GetBytes(input.ReadFixed64()),
                _ => throw new InvalidOperationException($"no field of a request has the tag {tag}"),
            };
            bool isMessage = field?.FieldType == FieldType.Message;
            children.Add(new WireNode(tag, content, field)
            {
                Children = isMessage && field is not null ? ParseChildren(content, field.MessageType) : [],
            });
        }

        return children;
    }

    // Under a wire type that is not its own, a field gets content that is right for that type.
    private byte[] SerializeField() => WireFormat.GetTagWireType(Tag) switch
    {
        WireFormat.WireType.LengthDelimited => WireBytes.Field(Tag, Serialize()),
        _ when Tag == parsedTag => [.. WireBytes.Varint(Tag), .. content],
        WireFormat.WireType.Fixed64 => [.. WireBytes.Varint(Tag), .. new byte[sizeof(ulong)]],
        WireFormat.WireType.Fixed32 => [.. WireBytes.Varint(Tag), .. new byte[sizeof(uint)]],
        _ => [.. WireBytes.Varint(Tag), .. WireBytes.Varint(1)],
    };
}
