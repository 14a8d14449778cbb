using Authz.Workloads.Requests;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Workloads.Peers;

/// <summary>A question as the message of `cerbos.svc.v1.CerbosService/CheckResources`; the numbers are those of its published protocol.</summary>
public static class CerbosRequest
{
    private const int RequestId = 1;
    private const int Principal = 3;
    private const int Resources = 4;

    public static byte[] Write(PeerQuestion question)
    {
        byte[] principal = MessageOf(output =>
        {
            WriteText(output, 1, question.Principal);
            WriteText(output, 3, CerbosPolicies.Role);
        });
        byte[] resource = MessageOf(output =>
        {
            WriteText(output, 1, CerbosPolicies.ResourceKind(question.Target));
            WriteText(output, 3, "1");
            WriteMessage(output, 4, AttributeOf("path", question.Path));
            WriteMessage(output, 4, AttributeOf("purpose", question.Purpose));
        });
        byte[] entry = MessageOf(output =>
        {
            WriteText(output, 1, question.Method);
            WriteMessage(output, 2, resource);
        });
        return MessageOf(output =>
        {
            WriteText(output, RequestId, "1");
            WriteMessage(output, Principal, principal);
            WriteMessage(output, Resources, entry);
        });
    }

    private static byte[] AttributeOf(string name, string value) => MessageOf(output =>
    {
        WriteText(output, 1, name);
        WriteMessage(output, 2, Value.ForString(value).ToByteArray());
    });

    private static byte[] MessageOf(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void WriteText(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void WriteMessage(CodedOutputStream output, int field, byte[] message)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }
}
