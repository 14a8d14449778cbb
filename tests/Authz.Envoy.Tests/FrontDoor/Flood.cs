using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>One kind of frames, sent as fast as they go.</summary>
/// <param name="Opening">Sent once, before.</param>
/// <param name="Unit">What the nth repetition sends, by the stream id that is its own.</param>
internal sealed record Flood(string Name, int Repetitions, byte[] Opening, Func<int, byte[]> Unit)
{
    private const int Many = 100_000;
    private const int RepetitionsPerWrite = 500;
    private const uint NoError = 0;
    private const uint WindowMax = 0x7fff_ffff;
    private const byte UnknownType = 0x42;
    private const ushort InitialWindowSize = 4;

    private static readonly byte[] unfinishedHeaders =
        Http2Frames.Frame(Http2Frames.Headers, Http2Frames.NoFlags, 1, Http2Frames.GrpcHeaderBlock(GrpcFrames.Check));

    public static IReadOnlyList<Flood> All { get; } =
    [
        new("streams that are opened and left", 5_000, [], id => GrpcFrames.Open(id)),
        new("rapid reset (CVE-2023-44487)", Many, [], id => [.. GrpcFrames.Open(id), .. Reset(id)]),
        new("streams that the service has to reset (CVE-2025-8671)", 20_000, [], id => [.. GrpcFrames.Open(id), .. Window(id, WindowMax)]),
        new("streams with more DATA than their content-length", 20_000, [], WithTooMuchData),
        new("CONTINUATION without a header (CVE-2024-27316)", Many, unfinishedHeaders,
            _ => Http2Frames.Frame(Http2Frames.Continuation, Http2Frames.NoFlags, 1)),
        new("CONTINUATION with ever more headers (CVE-2024-27316)", Many, unfinishedHeaders, WithOneMoreHeader),
        new("SETTINGS", Many, [], _ => Http2Frames.Frame(Http2Frames.Settings, Http2Frames.NoFlags, 0)),
        new("SETTINGS that move every window", 20_000, [], id => Http2Frames.Frame(
            Http2Frames.Settings, Http2Frames.NoFlags, 0, Http2Frames.Setting(InitialWindowSize, (uint)id % 65_536))),
        new("PING", Many, [], _ => Http2Frames.Frame(Http2Frames.Ping, Http2Frames.NoFlags, 0, new byte[8])),
        new("WINDOW_UPDATE by one", Many, [], _ => Window(0, 1)),
        new("WINDOW_UPDATE beyond the largest window", 2, [], _ => Window(0, WindowMax)),
        new("PRIORITY", Many, [], id => Http2Frames.Frame(Http2Frames.Priority, Http2Frames.NoFlags, id, 0, 0, 0, 0, 255)),
        new("frames of an unknown type", Many, [], _ => Http2Frames.Frame(UnknownType, Http2Frames.NoFlags, 0, new byte[16])),
        new("DATA without a byte", Many, GrpcFrames.Open(1), _ => Http2Frames.Frame(Http2Frames.Data, Http2Frames.NoFlags, 1)),
        new("DATA that never ends", 10_000, GrpcFrames.Open(1), _ => Http2Frames.Frame(Http2Frames.Data, Http2Frames.NoFlags, 1, new byte[8192])),
    ];

    /// <summary>Until all is sent, or the service has had enough.</summary>
    public async Task RunAsync(RawClient client)
    {
        bool isOpen = await client.SendAsync(Opening);
        for (int first = 0; isOpen && first < Repetitions; first += RepetitionsPerWrite)
        {
            int count = Math.Min(RepetitionsPerWrite, Repetitions - first);
            isOpen = await client.SendAsync(Enumerable.Range(first, count).SelectMany(n => Unit(StreamId(n))).ToArray());
        }
    }

    // Clients' streams have odd numbers; the first is the opening's.
    private static int StreamId(int repetition) => (2 * repetition) + 3;

    private static byte[] Reset(int id) =>
        Http2Frames.Frame(Http2Frames.ResetStream, Http2Frames.NoFlags, id, Http2Frames.BigEndian(NoError));

    private static byte[] Window(int id, uint increment) =>
        Http2Frames.Frame(Http2Frames.WindowUpdate, Http2Frames.NoFlags, id, Http2Frames.BigEndian(increment));

    private static byte[] WithTooMuchData(int id) =>
    [
        .. GrpcFrames.Open(id, GrpcFrames.Check, KeyValuePair.Create("content-length", "1")),
        .. GrpcFrames.Data(id, [0, 0], isLast: true),
    ];

    private static byte[] WithOneMoreHeader(int id) => Http2Frames.Frame(
        Http2Frames.Continuation,
        Http2Frames.NoFlags,
        1,
        Http2Frames.HeaderBlock(KeyValuePair.Create($"x-{id}", new string('v', 100))));
}
