using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>What the .proto files say of one field.</summary>
internal sealed class FieldForm
{
    public FieldForm(FieldDescriptor field)
    {
        Number = field.FieldNumber;
        FullName = field.FullName;
        IsText = field.FieldType == FieldType.String;
        IsRepeated = field.IsRepeated;
        WireType = field.FieldType switch
        {
            FieldType.String or FieldType.Bytes or FieldType.Message => WireFormat.WireType.LengthDelimited,
            FieldType.Double => WireFormat.WireType.Fixed64,
            _ => WireFormat.WireType.Varint,
        };
        int place = field.RealContainingOneof is { } oneof ? oneof.Fields.Min(member => member.FieldNumber) : Number;
        OnceBit = IsRepeated ? 0 : 1u << place;
    }

    public int Number { get; }

    public string FullName { get; }

    public WireFormat.WireType WireType { get; }

    public bool IsText { get; }

    public bool IsRepeated { get; }

    /// <summary>One bit for each thing that a message may say once, and one for all members of a oneof.</summary>
    public uint OnceBit { get; }

    /// <summary>Null: no message.</summary>
    public MessageForm? Message { get; set; }
}
