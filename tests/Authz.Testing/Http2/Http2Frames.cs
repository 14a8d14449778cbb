using System.Buffers.Binary;
using System.Text;

namespace Authz.Testing.Http2;

/// <summary>HTTP/2 on the wire (RFC 9113), written by hand: for what no client library sends.</summary>
public static class Http2Frames
{
    public const int HeaderBytes = 9;

    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte Priority = 2;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte Ping = 6;
    public const byte GoAway = 7;
    public const byte WindowUpdate = 8;
    public const byte Continuation = 9;

    public const byte NoFlags = 0;
    public const byte EndStream = 1;
    public const byte Ack = 1;
    public const byte EndHeaders = 4;

    // RFC 7541, 5.1: an integer whose first byte has seven bits for it.
    private const int SevenBits = 0x7f;

    public static ReadOnlyMemory<byte> Preface { get; } = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    public static byte[] Frame(byte type, byte flags, int streamId, params ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[HeaderBytes + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame.AsSpan(HeaderBytes));
        return frame;
    }

    /// <summary>What a frame's header says.</summary>
    public static (int Length, byte Type, byte Flags, int StreamId) ReadHeader(ReadOnlySpan<byte> header) => (
        BinaryPrimitives.ReadInt32BigEndian(header) >>> 8, header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header[5..]));

    public static byte[] Setting(ushort identifier, uint value)
    {
        byte[] setting = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(setting, identifier);
        BinaryPrimitives.WriteUInt32BigEndian(setting.AsSpan(2), value);
        return setting;
    }

    public static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>RFC 7541, 6.2.2: each a literal without indexing, with a new name, without the Huffman code.</summary>
    public static byte[] HeaderBlock(params IEnumerable<KeyValuePair<string, string>> headers)
    {
        var block = new List<byte>();
        foreach ((string name, string value) in headers)
        {
            block.Add(0);
            AddString(block, name);
            AddString(block, value);
        }

        return [.. block];
    }

    /// <summary>The headers of a gRPC call.</summary>
    public static byte[] GrpcHeaderBlock(string method, params IEnumerable<KeyValuePair<string, string>> more) => HeaderBlock(
        new Dictionary<string, string>
        {
            [":method"] = "POST",
            [":scheme"] = "http",
            [":path"] = method,
            [":authority"] = "localhost",
            ["content-type"] = "application/grpc",
        }.Concat(more));

    /// <summary>RFC 7541, 5.1: what an integer has beyond its first byte, seven bits a byte.</summary>
    public static byte[] IntegerRest(int value) =>
        value < 0x80 ? [(byte)value] : [(byte)(0x80 | (value & SevenBits)), .. IntegerRest(value >> 7)];

    private static void AddString(List<byte> block, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        block.AddRange(bytes.Length < SevenBits ? [(byte)bytes.Length] : [SevenBits, .. IntegerRest(bytes.Length - SevenBits)]);
        block.AddRange(bytes);
    }
}
