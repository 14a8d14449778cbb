using Authz.Pdp.Requests;
using Envoy.Config.Core.V3;
using Envoy.Service.Auth.V3;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Pdp.Tests.Requests;

/// <summary>The reader's own table of fields, held to the generated descriptors.</summary>
public sealed class WireSchemaTests
{
    public static TheoryData<string> Messages => [.. System.Enum.GetNames<WireMessage>()];

    [Theory]
    [MemberData(nameof(Messages))]
    public void The_table_knows_each_field_as_it_is_declared(string message)
    {
        MessageDescriptor descriptor = DescriptorOf(System.Enum.Parse<WireMessage>(message));
        ReadOnlySpan<WireField> fields = WireSchema.FieldsOf(System.Enum.Parse<WireMessage>(message));

        for (int number = 0; number < fields.Length; number++)
        {
            FieldDescriptor? declared = descriptor.FindFieldByNumber(number);
            Assert.Equal(declared is null, fields[number].Kind == WireKind.Unknown);
        }

        foreach (FieldDescriptor declared in descriptor.Fields.InDeclarationOrder())
        {
            WireField field = fields[declared.FieldNumber];
            Assert.Equal(KindOf(declared.FieldType), field.Kind);
            Assert.Equal(BitOf(declared), field.SingularBit);
            if (field.Kind == WireKind.Message)
            {
                Assert.Equal(EntryName(declared.MessageType), EntryName(DescriptorOf(field.Message)));
            }
        }
    }

    [Fact]
    public void Only_the_sources_fields_are_noted()
    {
        foreach (WireMessage message in (WireMessage[])[WireMessage.Peer, WireMessage.Address, WireMessage.SocketAddress])
        {
            foreach (WireField field in WireSchema.FieldsOf(message))
            {
                Assert.Equal(CheckField.None, field.Note);
            }
        }
    }

    private static WireKind KindOf(FieldType type) => type switch
    {
        FieldType.String => WireKind.Text,
        FieldType.Bytes => WireKind.Bytes,
        FieldType.Message => WireKind.Message,
        FieldType.Double => WireKind.Fixed64,
        FieldType.Int32 or FieldType.Int64 or FieldType.UInt32 or FieldType.Bool or FieldType.Enum => WireKind.Varint,
        _ => throw new InvalidOperationException($"no request has a field of type {type}"),
    };

    private static uint BitOf(FieldDescriptor field)
    {
        if (field.IsRepeated)
        {
            return 0;
        }

        int number = field.RealContainingOneof is { } oneof
            ? oneof.Fields.Min(member => member.FieldNumber)
            : field.FieldNumber;
        return 1u << number;
    }

    private static MessageDescriptor DescriptorOf(WireMessage message) => message switch
    {
        WireMessage.CheckRequest => CheckRequest.Descriptor,
        WireMessage.AttributeContext => AttributeContext.Descriptor,
        WireMessage.Source or WireMessage.Peer => AttributeContext.Types.Peer.Descriptor,
        WireMessage.SourceAddress or WireMessage.Address => Address.Descriptor,
        WireMessage.SourceSocketAddress or WireMessage.SocketAddress => SocketAddress.Descriptor,
        WireMessage.Pipe => Pipe.Descriptor,
        WireMessage.EnvoyInternalAddress => EnvoyInternalAddress.Descriptor,
        WireMessage.Request => AttributeContext.Types.Request.Descriptor,
        WireMessage.Timestamp => Timestamp.Descriptor,
        WireMessage.HttpRequest => AttributeContext.Types.HttpRequest.Descriptor,
        WireMessage.TextEntry => EntryOf(AttributeContext.Types.HttpRequest.Descriptor, "headers"),
        WireMessage.HeaderMap => HeaderMap.Descriptor,
        WireMessage.HeaderValue => HeaderValue.Descriptor,
        WireMessage.TlsSession => AttributeContext.Types.TLSSession.Descriptor,
        WireMessage.Metadata => Metadata.Descriptor,
        WireMessage.StructEntry => EntryOf(Metadata.Descriptor, "filter_metadata"),
        WireMessage.AnyEntry => EntryOf(Metadata.Descriptor, "typed_filter_metadata"),
        WireMessage.Any => Any.Descriptor,
        WireMessage.Struct => Struct.Descriptor,
        WireMessage.ValueEntry => EntryOf(Struct.Descriptor, "fields"),
        WireMessage.Value => Value.Descriptor,
        WireMessage.ListValue => ListValue.Descriptor,
    };

    // All maps of strings to strings have entries of one form, each under its own name.
    private static string EntryName(MessageDescriptor message)
    {
        bool isEntryOfTexts = message.GetOptions() is { MapEntry: true }
            && message.FindFieldByNumber(2).FieldType == FieldType.String;
        return isEntryOfTexts ? "map<string, string>" : message.FullName;
    }

    private static MessageDescriptor EntryOf(MessageDescriptor owner, string map) =>
        owner.FindFieldByName(map).MessageType;
}
