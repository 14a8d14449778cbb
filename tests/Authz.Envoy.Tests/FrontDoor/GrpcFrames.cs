using System.Buffers.Binary;
using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Calls of the service as frames.</summary>
internal static class GrpcFrames
{
    public const string Check = "/envoy.service.auth.v3.Authorization/Check";
    public const string Watch = "/grpc.health.v1.Health/Watch";

    private const int PrefixBytes = 5;
    private const int FrameBytesMax = 16 * 1024;

    /// <summary>With another length than it has, where a test says so.</summary>
    public static byte[] Message(byte[] message, uint? length = null, byte flag = 0)
    {
        byte[] framed = new byte[PrefixBytes + message.Length];
        framed[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(framed, PrefixBytes);
        return framed;
    }

    public static byte[] Open(int streamId, string method = Check, params IEnumerable<KeyValuePair<string, string>> headers) =>
        Http2Frames.Frame(Http2Frames.Headers, Http2Frames.EndHeaders, streamId, Http2Frames.GrpcHeaderBlock(method, headers));

    /// <summary>In as many frames as it needs.</summary>
    public static byte[] Data(int streamId, byte[] bytes, bool isLast) =>
    [
        .. bytes.Chunk(FrameBytesMax).SelectMany((chunk, index) => Http2Frames.Frame(
            Http2Frames.Data,
            isLast && (index + 1) * FrameBytesMax >= bytes.Length ? Http2Frames.EndStream : Http2Frames.NoFlags,
            streamId,
            chunk)),
    ];

    public static byte[] Call(int streamId, byte[] framedMessage, string method = Check) =>
        [.. Open(streamId, method), .. Data(streamId, framedMessage, isLast: true)];
}
