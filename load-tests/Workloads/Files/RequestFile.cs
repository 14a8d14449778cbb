using System.Buffers.Binary;
using Authz.Workloads.Requests;

namespace Authz.Workloads.Files;

/// <summary>
/// `requests.bin`: eight bytes that say what it is, then for each request one byte of <see cref="ExpectedVerdict"/> and its gRPC
/// frame (a zero, the length in four bytes, the message).
/// </summary>
public static class RequestFile
{
    public const int FramePrefixBytes = 5;

    /// <summary>A frame may not be longer: a damaged length must not ask for all memory.</summary>
    public const int MessageBytesMax = 1024 * 1024;

    private static ReadOnlySpan<byte> Magic => "authzwl1"u8;

    public static byte[] FrameOf(ReadOnlySpan<byte> message)
    {
        var frame = new byte[FramePrefixBytes + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame.AsSpan(FramePrefixBytes));
        return frame;
    }

    public static void Write(Stream stream, IEnumerable<WorkloadRequest> requests)
    {
        stream.Write(Magic);
        foreach (WorkloadRequest request in requests)
        {
            stream.WriteByte((byte)request.Expected);
            stream.Write(FrameOf(request.Message));
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no such file.</exception>
    public static IReadOnlyList<FramedRequest> Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic))
        {
            throw new InvalidDataException("this is no requests.bin");
        }

        var requests = new List<FramedRequest>();
        ReadOnlySpan<byte> rest = bytes[Magic.Length..];
        while (!rest.IsEmpty)
        {
            var verdict = (ExpectedVerdict)rest[0];
            if (!Enum.IsDefined(verdict) || rest.Length < 1 + FramePrefixBytes || rest[1] != 0)
            {
                throw new InvalidDataException($"request {requests.Count} of requests.bin is damaged");
            }

            int length = BinaryPrimitives.ReadInt32BigEndian(rest[2..]);
            if (length < 0 || length > MessageBytesMax || rest.Length < 1 + FramePrefixBytes + length)
            {
                throw new InvalidDataException($"request {requests.Count} of requests.bin is cut off or too long");
            }

            requests.Add(new FramedRequest(rest.Slice(1, FramePrefixBytes + length).ToArray(), verdict));
            rest = rest[(1 + FramePrefixBytes + length)..];
        }

        return requests.Count > 0 ? requests : throw new InvalidDataException("requests.bin has no request");
    }
}
