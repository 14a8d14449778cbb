namespace Authz.Pdp.Requests;

/// <summary>
/// Every field of every message of a CheckRequest, by its number. The fields that no decision needs are here too: a
/// message whose unread parts are broken is as malformed as any other. A test holds this to the generated descriptors.
/// </summary>
internal static class WireSchema
{
    private static readonly WireField[][] Messages = Create();

    /// <summary>By field number; a number beyond the end is unknown.</summary>
    public static ReadOnlySpan<WireField> FieldsOf(WireMessage message) => Messages[(int)message];

    private static WireField[][] Create()
    {
        var messages = new WireField[Enum.GetValues<WireMessage>().Length][];
        Add(messages, WireMessage.CheckRequest, Sub(1, WireMessage.AttributeContext));
        Add(messages, WireMessage.AttributeContext,
            Sub(1, WireMessage.Source),
            Sub(2, WireMessage.Peer),
            Sub(4, WireMessage.Request),
            Each(10, WireMessage.TextEntry, CheckField.ContextExtension),
            Sub(11, WireMessage.Metadata, CheckField.FilterMetadata),
            Sub(12, WireMessage.TlsSession),
            Sub(13, WireMessage.Metadata));
        Add(messages, WireMessage.TlsSession, Text(1, CheckField.Sni));
        AddPeers(messages);
        AddHttp(messages);
        AddMetadata(messages);
        return messages;
    }

    private static void AddPeers(WireField[][] messages)
    {
        Add(messages, WireMessage.Source,
            Sub(1, WireMessage.SourceAddress),
            Text(2),
            Each(3, WireMessage.TextEntry),
            Text(4, CheckField.Principal),
            Text(5, CheckField.Certificate));
        Add(messages, WireMessage.Peer,
            Sub(1, WireMessage.Address), Text(2), Each(3, WireMessage.TextEntry), Text(4), Text(5));
        Add(messages, WireMessage.SourceAddress,
            OneOf(1, Sub(1, WireMessage.SourceSocketAddress, CheckField.SourceSocket)),
            OneOf(1, Sub(2, WireMessage.Pipe, CheckField.SourcePipe)),
            OneOf(1, Sub(3, WireMessage.EnvoyInternalAddress)));
        Add(messages, WireMessage.Address,
            OneOf(1, Sub(1, WireMessage.SocketAddress)),
            OneOf(1, Sub(2, WireMessage.Pipe)),
            OneOf(1, Sub(3, WireMessage.EnvoyInternalAddress)));
        AddSocketAddress(messages, WireMessage.SourceSocketAddress, CheckField.SourceAddressText);
        AddSocketAddress(messages, WireMessage.SocketAddress, CheckField.None);
        Add(messages, WireMessage.Pipe, Text(1), Varint(2));
        Add(messages, WireMessage.EnvoyInternalAddress, Text(1), Text(2));
    }

    private static void AddSocketAddress(WireField[][] messages, WireMessage message, CheckField note) =>
        Add(messages, message,
            Varint(1),
            Text(2, note),
            OneOf(3, Varint(3)),
            OneOf(3, Text(4)),
            Text(5),
            Varint(6),
            Text(7));

    private static void AddHttp(WireField[][] messages)
    {
        Add(messages, WireMessage.Request,
            Sub(1, WireMessage.Timestamp), Sub(2, WireMessage.HttpRequest, CheckField.Http));
        Add(messages, WireMessage.Timestamp, Varint(1), Varint(2));
        Add(messages, WireMessage.HttpRequest,
            Text(1),
            Text(2, CheckField.Method),
            Each(3, WireMessage.TextEntry, CheckField.MergedLine),
            Text(4, CheckField.Target),
            Text(5, CheckField.Host),
            Text(6),
            Text(7),
            Text(8),
            Varint(9),
            Text(10),
            Text(11, CheckField.Body),
            Bytes(12, CheckField.RawBody),
            Sub(13, WireMessage.HeaderMap, CheckField.HeaderMap));
        Add(messages, WireMessage.TextEntry, Text(1, CheckField.EntryKey), Text(2, CheckField.EntryValue));
        Add(messages, WireMessage.HeaderMap, Each(1, WireMessage.HeaderValue, CheckField.RawLine));
        Add(messages, WireMessage.HeaderValue,
            Text(1, CheckField.EntryKey), Text(2, CheckField.EntryValue), Bytes(3, CheckField.EntryRawValue));
    }

    private static void AddMetadata(WireField[][] messages)
    {
        Add(messages, WireMessage.Metadata, Each(1, WireMessage.StructEntry), Each(2, WireMessage.AnyEntry));
        Add(messages, WireMessage.StructEntry, Text(1), Sub(2, WireMessage.Struct));
        Add(messages, WireMessage.AnyEntry, Text(1), Sub(2, WireMessage.Any));
        Add(messages, WireMessage.Any, Text(1), Bytes(2));
        Add(messages, WireMessage.Struct, Each(1, WireMessage.ValueEntry));
        Add(messages, WireMessage.ValueEntry, Text(1), Sub(2, WireMessage.Value));
        Add(messages, WireMessage.Value,
            OneOf(1, Varint(1)),
            OneOf(1, Fixed64(2)),
            OneOf(1, Text(3)),
            OneOf(1, Varint(4)),
            OneOf(1, Sub(5, WireMessage.Struct)),
            OneOf(1, Sub(6, WireMessage.ListValue)));
        Add(messages, WireMessage.ListValue, Each(1, WireMessage.Value));
    }

    private static void Add(
        WireField[][] messages, WireMessage message, params ReadOnlySpan<(int Number, WireField Field)> fields)
    {
        var byNumber = new WireField[fields[^1].Number + 1];
        foreach ((int number, WireField field) in fields)
        {
            byNumber[number] = field;
        }

        messages[(int)message] = byNumber;
    }

    private static (int Number, WireField Field) Text(int number, CheckField note = CheckField.None) =>
        (number, new WireField(WireKind.Text, default, note, Bit(number)));

    private static (int Number, WireField Field) Bytes(int number, CheckField note = CheckField.None) =>
        (number, new WireField(WireKind.Bytes, default, note, Bit(number)));

    private static (int Number, WireField Field) Varint(int number) =>
        (number, new WireField(WireKind.Varint, default, CheckField.None, Bit(number)));

    private static (int Number, WireField Field) Fixed64(int number) =>
        (number, new WireField(WireKind.Fixed64, default, CheckField.None, Bit(number)));

    private static (int Number, WireField Field) Sub(
        int number, WireMessage message, CheckField note = CheckField.None) =>
        (number, new WireField(WireKind.Message, message, note, Bit(number)));

    private static (int Number, WireField Field) Each(
        int number, WireMessage message, CheckField note = CheckField.None) =>
        (number, new WireField(WireKind.Message, message, note, SingularBit: 0));

    /// <param name="firstMember">The lowest number of the oneof: its bit stands for all of them.</param>
    private static (int Number, WireField Field) OneOf(int firstMember, (int Number, WireField Field) member) =>
        (member.Number, member.Field with { SingularBit = Bit(firstMember) });

    private static uint Bit(int number) => 1u << number;
}
