using Google.Protobuf.Reflection;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>What the .proto files say of one message, laid out so that millions of messages can be held to it.</summary>
internal sealed class MessageForm
{
    private readonly FieldForm?[] byNumber;

    private MessageForm(MessageDescriptor message)
    {
        FullName = message.FullName;
        Fields = [.. message.Fields.InFieldNumberOrder().Select(field => new FieldForm(field))];
        byNumber = new FieldForm?[Fields[^1].Number + 1];
        foreach (FieldForm field in Fields)
        {
            byNumber[field.Number] = field;
        }
    }

    public static MessageForm CheckRequest { get; } = Of(Envoy.Service.Auth.V3.CheckRequest.Descriptor, []);

    public string FullName { get; }

    public FieldForm[] Fields { get; }

    /// <summary>Null: no such field.</summary>
    public FieldForm? Find(ulong number) => number < (ulong)byNumber.Length ? byNumber[number] : null;

    private static MessageForm Of(MessageDescriptor message, Dictionary<string, MessageForm> known)
    {
        if (known.TryGetValue(message.FullName, out MessageForm? form))
        {
            return form;
        }

        form = new MessageForm(message);
        known.Add(message.FullName, form);
        foreach (FieldForm field in form.Fields)
        {
            FieldDescriptor declared = message.FindFieldByNumber(field.Number);
            field.Message = declared.FieldType == FieldType.Message ? Of(declared.MessageType, known) : null;
        }

        return form;
    }
}
