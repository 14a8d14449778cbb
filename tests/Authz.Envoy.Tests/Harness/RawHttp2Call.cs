using System.Buffers.Binary;
using System.Net.Security;
using System.Text;
using Authz.Testing.Certificates;

namespace Authz.Envoy.Tests.Harness;

/// <summary>One HTTP/2 request from frames written by hand, with any bytes in its pseudo-headers.</summary>
internal static class RawHttp2Call
{
    private const int FrameHeaderBytes = 9;
    private const byte HeadersFrame = 1;
    private const byte ResetFrame = 3;
    private const byte SettingsFrame = 4;
    private const byte GoAwayFrame = 7;
    private const byte EndStreamAndHeaders = 0x5;

    public static async Task<RawAnswer> SendAsync(
        Listener listener,
        TestCertificate? certificate,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellation)
    {
        await using TlsConnection connection = await Caller.ConnectTlsAsync(
            listener, certificate, SslApplicationProtocol.Http2, cancellation);
        SslStream stream = connection.Stream;
        try
        {
            await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), cancellation);
            await stream.WriteAsync(Frame(SettingsFrame, flags: 0, streamId: 0, []), cancellation);
            await stream.WriteAsync(Frame(HeadersFrame, EndStreamAndHeaders, streamId: 1, HeaderBlock(headers)), cancellation);
            return new RawAnswer(await ReadStatusAsync(stream, cancellation), connection.From);
        }
        catch (IOException)
        {
            return new RawAnswer(RawAnswer.Closed, connection.From);
        }
    }

    private static async Task<int> ReadStatusAsync(SslStream stream, CancellationToken cancellation)
    {
        byte[] header = new byte[FrameHeaderBytes];
        while (true)
        {
            await stream.ReadExactlyAsync(header, cancellation);
            byte[] payload = new byte[BinaryPrimitives.ReadInt32BigEndian([0, .. header.AsSpan(0, 3)])];
            await stream.ReadExactlyAsync(payload, cancellation);
            switch (header[3])
            {
                case HeadersFrame:
                    return HpackStatus.Read(payload);
                case ResetFrame or GoAwayFrame:
                    return RawAnswer.Closed;
            }
        }
    }

    private static byte[] Frame(byte type, byte flags, int streamId, byte[] payload)
    {
        byte[] frame = new byte[FrameHeaderBytes + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), streamId);
        payload.CopyTo(frame, FrameHeaderBytes);
        return frame;
    }

    // RFC 7541, 6.2.2: literal without indexing, new name, no Huffman coding.
    private static byte[] HeaderBlock(IEnumerable<KeyValuePair<string, string>> headers)
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

    private static void AddString(List<byte> block, string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        const int SevenBits = 0x7f;
        if (bytes.Length >= SevenBits + 0x80)
        {
            throw new ArgumentException("longer than a test needs", nameof(text));
        }

        // RFC 7541, 5.1: an integer with a prefix of seven bits.
        if (bytes.Length < SevenBits)
        {
            block.Add((byte)bytes.Length);
        }
        else
        {
            block.Add(SevenBits);
            block.Add((byte)(bytes.Length - SevenBits));
        }

        block.AddRange(bytes);
    }
}
