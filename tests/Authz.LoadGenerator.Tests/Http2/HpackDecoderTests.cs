using Authz.LoadGenerator.Http2;

namespace Authz.LoadGenerator.Tests.Http2;

public sealed class HpackDecoderTests
{
    // RFC 7541, C.6.1 and C.6.2.
    private const string Redirect =
        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9ae82ae43d3";

    private const string NextRedirect = "4883640effc1c0bf";

    [Fact]
    public void Blocks_of_one_connection_are_read_by_its_table()
    {
        var decoder = new HpackDecoder();
        Assert.Equal(302, Decode(decoder, Redirect).HttpStatus);
        Assert.Equal(307, Decode(decoder, NextRedirect).HttpStatus);
        Assert.Throws<ProtocolException>(() => Decode(new HpackDecoder(), NextRedirect));
    }

    [Fact]
    public void Trailers_tell_status_and_message()
    {
        // grpc-status: 14 with indexing, grpc-message: busy without.
        byte[] first = [0x40, 11, .. "grpc-status"u8, 2, .. "14"u8, 0, 12, .. "grpc-message"u8, 4, .. "busy"u8];
        var decoder = new HpackDecoder();
        ResponseFields fields = decoder.Decode(first);
        Assert.Equal((14, "busy"), (fields.GrpcStatus, fields.GrpcMessage));
        Assert.Equal(14, decoder.Decode([0x80 | 62]).GrpcStatus);
    }

    [Fact]
    public void A_table_that_is_made_smaller_forgets()
    {
        var decoder = new HpackDecoder();
        decoder.Decode([0x40, 1, .. "a"u8, 1, .. "b"u8]);
        decoder.Decode([0x20]);
        Assert.Throws<ProtocolException>(() => decoder.Decode([0x80 | 62]));
    }

    [Theory]
    [InlineData("80")]
    [InlineData("be")]
    [InlineData("ff")]
    [InlineData("40")]
    [InlineData("4005")]
    [InlineData("400161")]
    [InlineData("0001")]
    [InlineData("3fe21f")]
    [InlineData("8820")]
    [InlineData("ffffffffffff7f")]
    [InlineData("0007")]
    [InlineData("000b677270632d7374617475730178")]
    public void A_broken_block_is_refused(string block) => Assert.Throws<ProtocolException>(() => Decode(new HpackDecoder(), block));

    private static ResponseFields Decode(HpackDecoder decoder, string block) => decoder.Decode(Convert.FromHexString(block));
}
