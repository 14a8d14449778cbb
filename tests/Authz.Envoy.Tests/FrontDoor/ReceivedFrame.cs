using System.Text;
using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>A frame that the service sent.</summary>
internal sealed record ReceivedFrame(byte Type, byte Flags, int StreamId, byte[] Payload)
{
    public bool IsPing => Type == Http2Frames.Ping && (Flags & Http2Frames.Ack) == 0;

    /// <summary>Whether the headers of a refused call say this status. They are literals, as the client takes no table.</summary>
    public bool HasStatus(int code) => Has("grpc-status", $"{code}");

    public bool Has(string name, string value) => Type == Http2Frames.Headers
        && Encoding.Latin1.GetString(Payload).Contains($"{name}{(char)value.Length}{value}", StringComparison.Ordinal);
}
