using System.Globalization;
using System.Text;
using Authz.Pdp.Requests;
using Authz.Policies.Requests;

namespace Authz.Pdp.Tests.Requests.Hostile;

/// <summary>
/// The largest messages that are taken off the wire, each of a shape that costs a reader most. One that looks at a byte
/// more often than once for each level around it would need hours here, and ends no test.
/// </summary>
public sealed class LargestMessageTests
{
    /// <summary>What the service takes of one message unless told otherwise.</summary>
    private const int MessageBytesMax = 4 * 1024 * 1024;

    private const byte AttributesTag = 0x0A;
    private const byte MetadataTag = 0x5A;
    private const byte RequestTag = 0x22;
    private const byte HttpTag = 0x12;
    private const byte MergedLineTag = 0x1A;

    [Fact]
    public void Two_million_fields_that_nobody_knows() => AssertFault(RequestFault.None, Filled([0x78, 0x00]));

    [Fact]
    public void A_million_entries_at_the_greatest_depth()
    {
        // Metadata, entry, struct, entry, value, and lists and values in turn down to the last level but one.
        byte[] lists = Filled([0x0A, 0x00]);
        for (int level = CheckRequestWalk.NestingMax - 1; level > 2; level--)
        {
            lists = WireBytes.Field(level switch { 3 or 5 => 0x0Au, 4 or 6 => 0x12u, _ => level % 2 == 1 ? 0x32u : 0x0Au }, lists);
        }

        AssertFault(RequestFault.None, WireBytes.Field(AttributesTag, WireBytes.Field(MetadataTag, lists)));
    }

    [Fact]
    public void One_text_of_four_million_bytes() =>
        AssertFault(RequestFault.None, Http(WireBytes.Field(0x22, Filled("é"u8))));

    [Fact]
    public void As_many_merged_lines_as_are_read_whose_names_differ_in_their_last_letters()
    {
        string stem = new('x', (MessageBytesMax / RequestLimits.HeadersMax) - 64);
        byte[] lines =
        [
            .. Enumerable.Range(0, RequestLimits.HeadersMax).SelectMany(number => WireBytes.Field(
                MergedLineTag,
                WireBytes.Field(0x0A, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{stem}{number:d4}"))))),
        ];

        AssertFault(RequestFault.None, Http(lines));
        AssertFault(RequestFault.Malformed, Http([.. lines, .. lines]));
    }

    [Fact]
    public void A_million_lines()
    {
        AssertFault(RequestFault.Malformed, Http(Filled([MergedLineTag, 0x00])));
        AssertFault(RequestFault.TooManyHeaders, Http(WireBytes.Field(0x6A, Filled([0x0A, 0x00]))));
        AssertFault(RequestFault.Malformed, WireBytes.Field(AttributesTag, Filled([0x52, 0x00])));
    }

    private static void AssertFault(RequestFault fault, byte[] message) =>
        Assert.Equal(fault, CheckRequestReader.Read(TestCall.Of(message)).Fault);

    private static byte[] Http(byte[] fields) =>
        WireBytes.Field(AttributesTag, WireBytes.Field(RequestTag, WireBytes.Field(HttpTag, fields)));

    private static byte[] Filled(ReadOnlySpan<byte> unit)
    {
        var bytes = new byte[MessageBytesMax / unit.Length * unit.Length];
        for (int at = 0; at < bytes.Length; at += unit.Length)
        {
            unit.CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }
}
