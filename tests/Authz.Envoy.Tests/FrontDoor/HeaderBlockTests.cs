using System.Text;
using Authz.Testing.Http2;

namespace Authz.Envoy.Tests.FrontDoor;

/// <summary>Blocks of headers that break RFC 7541, or are huge once they are unpacked.</summary>
[Collection(SharedAttackedService.Name)]
public sealed class HeaderBlockTests(AttackedService service)
{
    private const byte InternalError = 2;
    private const byte CompressionError = 9;
    private const int BombReferences = 10_000;

    private static readonly byte[] call = Http2Frames.GrpcHeaderBlock(GrpcFrames.Check);

    /// <summary>Section numbers are RFC 7541's.</summary>
    public static TheoryData<string, byte[]> Broken => new()
    {
        { "2.3.3: an index beyond both tables", [.. call, 0xfe] },
        { "6.1: the index zero", [.. call, 0x80] },
        { "5.1: an index that is longer than an integer", [.. call, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f] },
        { "6.3: a table larger than was agreed", [0x3f, 0xe2, 0x1f, .. call] },
        { "6.3: a table of 4 GiB", [0x3f, 0xe0, 0xff, 0xff, 0xff, 0x0f, .. call] },
        { "4.2: another size of the table after a header", [.. call, 0x20] },
        { "5.2: a value cut short", [.. call, 0x00, 1, (byte)'x', 100, (byte)'y'] },
        { "5.2: a name of 4 GiB", [.. call, 0x00, 0x7f, 0x80, 0xff, 0xff, 0xff, 0x0f] },
        { "5.2: Huffman padding of zeros", [.. call, 0x00, 1, (byte)'x', 0x81, 0x00] },
        { "5.2: Huffman padding of a whole byte", [.. call, 0x00, 1, (byte)'x', 0x82, 0x1f, 0xff] },
        { "5.2: the end of string in the Huffman code", [.. call, 0x00, 1, (byte)'x', 0x84, 0xff, 0xff, 0xff, 0xff] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public Task A_broken_block_ends_its_connection(string what, byte[] block) => service.SurvivesAsync(async _ =>
    {
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await client.SendAsync(Http2Frames.Frame(Http2Frames.Headers, Http2Frames.EndHeaders | Http2Frames.EndStream, 1, block));

        ReceivedFrame? goAway = await client.NextAsync(static frame => frame.Type == Http2Frames.GoAway);

        // Kestrel stumbles over the index zero, and says so.
        Assert.True(goAway?.Payload[7] is CompressionError or InternalError, $"{what}: {goAway?.Payload[7]}");
        await client.UntilClosedAsync();
    });

    /// <summary>One header of 4,000 bytes goes into the table; then each byte of the block stands for it.</summary>
    [Fact]
    public Task A_block_that_unpacks_to_forty_megabytes_is_not_unpacked() => service.SurvivesAsync(async _ =>
    {
        byte[] value = Encoding.ASCII.GetBytes(new string('v', 4_000));
        byte[] entry = [0x40, 1, (byte)'x', 0x7f, .. Http2Frames.IntegerRest(value.Length - 0x7f), .. value];
        byte[] block = [.. call, .. entry, .. Enumerable.Repeat((byte)0xbe, BombReferences)];
        using RawClient client = await RawClient.OpenAsync(service.Endpoint);
        await client.SendAsync(Http2Frames.Frame(Http2Frames.Headers, Http2Frames.EndHeaders | Http2Frames.EndStream, 1, block));

        Assert.NotNull(await client.NextAsync(static frame => frame.Type == Http2Frames.GoAway));
        await client.UntilClosedAsync();
    });
}
