using System.Net.Security;
using Authz.Testing.Certificates;
using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.Harness;

/// <summary>One HTTP/2 request from frames written by hand, with any bytes in its pseudo-headers.</summary>
internal static class RawHttp2Call
{
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
            byte[] call = Http2Frames.Frame(
                Http2Frames.Headers, Http2Frames.EndStream | Http2Frames.EndHeaders, 1, Http2Frames.HeaderBlock(headers));
            await stream.WriteAsync(Http2Frames.Preface, cancellation);
            await stream.WriteAsync(Http2Frames.Frame(Http2Frames.Settings, Http2Frames.NoFlags, 0), cancellation);
            await stream.WriteAsync(call, cancellation);
            return new RawAnswer(await ReadStatusAsync(stream, cancellation), connection.From);
        }
        catch (IOException)
        {
            return new RawAnswer(RawAnswer.Closed, connection.From);
        }
    }

    private static async Task<int> ReadStatusAsync(SslStream stream, CancellationToken cancellation)
    {
        byte[] header = new byte[Http2Frames.HeaderBytes];
        while (true)
        {
            await stream.ReadExactlyAsync(header, cancellation);
            (int length, byte type, _, _) = Http2Frames.ReadHeader(header);
            byte[] payload = new byte[length];
            await stream.ReadExactlyAsync(payload, cancellation);
            switch (type)
            {
                case Http2Frames.Headers:
                    return HpackStatus.Read(payload);
                case Http2Frames.ResetStream or Http2Frames.GoAway:
                    return RawAnswer.Closed;
            }
        }
    }
}
